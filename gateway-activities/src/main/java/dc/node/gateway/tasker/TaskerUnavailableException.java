package dc.node.gateway.tasker;

import java.time.Duration;
import java.util.Optional;

/**
 * Tasker gave no usable answer; trying again later may succeed. Whether a write took effect is unknown unless the message
 * says the call was not made.
 */
public final class TaskerUnavailableException extends TaskerException {

    /** What a call that failed tells of Tasker as a whole. */
    public enum Verdict {
        /** It is not there, or something answers in its place. */
        DOWN,
        /** It is there. */
        UP,
        /** It fails at this call; whether at others, too, is to be found out. */
        DOUBTFUL,
        /** Nothing: it was not called, or not given the time. */
        NONE
    }

    private final transient Optional<Duration> retryAfter;
    private final Verdict verdict;

    /** Tasker is not there, or answers like something that is not. */
    public TaskerUnavailableException(String sentence) {
        this(sentence, Optional.empty(), Verdict.DOWN);
    }

    private TaskerUnavailableException(String sentence, Optional<Duration> retryAfter, Verdict verdict) {
        super(sentence);
        this.retryAfter = retryAfter;
        this.verdict = verdict;
    }

    /**
     * Tasker is there but does not serve this call now.
     *
     * @param retryAfter how long it asked us to stay away
     */
    public static TaskerUnavailableException notNow(String sentence, Optional<Duration> retryAfter) {
        return new TaskerUnavailableException(sentence, retryAfter, Verdict.UP);
    }

    /** Tasker answered this call, and in a way that may be this call's fault or Tasker's. */
    public static TaskerUnavailableException doubtful(String sentence) {
        return new TaskerUnavailableException(sentence, Optional.empty(), Verdict.DOUBTFUL);
    }

    /** The gateway did not call, or did not wait as long as Tasker may take. */
    public static TaskerUnavailableException ourOwn(String sentence) {
        return new TaskerUnavailableException(sentence, Optional.empty(), Verdict.NONE);
    }

    /** How long Tasker asked us to stay away; where it did not, {@link TaskerAvailability#retryAfter()} is a good guess. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Verdict verdict() {
        return verdict;
    }
}
