package dc.node.gateway.bench.bare;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** One comment in Tasker. */
@ActivityInterface
public interface CommentActivity {

    String TYPE = "bare_comment";

    @ActivityMethod(name = TYPE)
    void comment(String issueId);
}
