package dc.node.gateway.upkeep.workflow;

import dc.node.gateway.upkeep.Upkeep;
import dc.node.gateway.writes.RetryableFailure;
import java.util.List;
import org.springframework.stereotype.Component;

/** Passes on no exception as it is: Temporal would keep its message, which may hold a piece of a row. */
@Component
class UpkeepActivitiesImpl implements UpkeepActivities {

    private final Upkeep upkeep;

    UpkeepActivitiesImpl(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    @Override
    public List<String> listExpiring() {
        return upkeep.names();
    }

    @Override
    public int deleteExpired(String name) {
        try {
            return upkeep.deleteExpired(name);
        } catch (RuntimeException e) {
            throw RetryableFailure.afterFault("the upkeep of " + name, e);
        }
    }
}
