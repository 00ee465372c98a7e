package dc.node.gateway.tasker;

import java.time.Duration;
import java.util.Optional;

/**
 * Tasker gave no usable answer; trying again later may succeed. Whether a write took effect is unknown unless the message
 * says the call was not made.
 */
public final class TaskerUnavailableException extends TaskerException {

    private final transient Optional<Duration> retryAfter;

    public TaskerUnavailableException(String message) {
        this(message, Optional.empty());
    }

    /** @param retryAfter how long Tasker asked us to stay away */
    public TaskerUnavailableException(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
