package dc.node.gateway.sessions.workflow;

import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A timer of a workflow, set anew only when it has rung. Waiting with a time limit instead would start and cancel a timer,
 * two events, each time something else comes first.
 */
final class Alarm {

    private final String summary;
    private @Nullable Promise<Void> timer;
    private Instant due = Instant.EPOCH;

    /** @param summary what it is for, shown beside it in the Temporal UI */
    Alarm(String summary) {
        this.summary = summary;
    }

    /** Sets it, unless it is set. */
    void set(Duration delay) {
        if (timer == null) {
            due = now().plus(delay);
            timer = Workflow.newTimer(
                    delay, TimerOptions.newBuilder().setSummary(summary).build());
        }
    }

    boolean rings() {
        return timer != null && timer.isCompleted();
    }

    /** It has been heard and may be set again. */
    void silence() {
        timer = null;
    }

    /** When it rings and what for; empty when it is not set. */
    Optional<SessionState.Timer> running() {
        return timer == null ? Optional.empty() : Optional.of(new SessionState.Timer(due, summary));
    }

    /** How long until it rings; zero when it should have, or is not set. */
    Duration left() {
        Duration left = timer == null ? Duration.ZERO : Duration.between(now(), due);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
