package dc.node.gateway.tasker;

import java.time.Duration;
import java.util.Optional;

/**
 * Tasker gave no usable answer; trying again later may succeed. Whether a write took effect is unknown unless the message
 * says the call was not made.
 */
public final class TaskerUnavailableException extends TaskerException {

    private final transient Optional<Duration> retryAfter;
    private final boolean outage;

    /** Tasker is not there, or answers like something that is not. */
    public TaskerUnavailableException(String sentence) {
        this(sentence, Optional.empty(), true);
    }

    private TaskerUnavailableException(String sentence, Optional<Duration> retryAfter, boolean outage) {
        super(sentence);
        this.retryAfter = retryAfter;
        this.outage = outage;
    }

    /**
     * Tasker is there but does not serve this call now.
     *
     * @param retryAfter how long it asked us to stay away
     */
    public static TaskerUnavailableException notNow(String sentence, Optional<Duration> retryAfter) {
        return new TaskerUnavailableException(sentence, retryAfter, false);
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether it speaks for Tasker being down. */
    public boolean outage() {
        return outage;
    }
}
