package dc.node.gateway.upkeep.workflow;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What the upkeep does to the tables. */
@ActivityInterface
public interface UpkeepActivities {

    /** The kinds of rows that expire, by name. */
    @ActivityMethod(name = "list_expiring")
    List<String> listExpiring();

    /**
     * Deletes the expired rows of one kind.
     *
     * @return how many were deleted
     */
    @ActivityMethod(name = "delete_expired")
    int deleteExpired(String name);
}
