package dc.node.gateway.tasker;

import java.time.Duration;

/** Whether Tasker is known to be down, so that nobody needs to wait to find out. */
public interface TaskerAvailability {

    /** True while calls to Tasker are refused without being made. */
    boolean knownDown();

    /** How long a caller whom Tasker failed should wait before it asks again, where Tasker itself named no time. */
    Duration retryAfter();

    /** Calls {@code listener}, on the thread that noticed, each time Tasker becomes known to be down. */
    void onDown(Runnable listener);
}
