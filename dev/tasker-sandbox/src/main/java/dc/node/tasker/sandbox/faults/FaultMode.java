package dc.node.tasker.sandbox.faults;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a fault does to a request. */
public enum FaultMode {
    /** Closes the connection unanswered, doing nothing. */
    DOWN,
    /** Waits, then answers as usual. */
    SLOW,
    /** Answers with an error status, doing nothing. */
    ERROR,
    /** Does what was asked, then answers with an error status. */
    ERROR_AFTER_COMMIT,
    /** Answers 429 with Retry-After, doing nothing. */
    RATE_LIMIT,
    /** Does what was asked, then closes the connection unanswered. */
    DROP_CONNECTION,
    /** Answers 200 with a body that is not JSON, doing nothing. */
    GARBAGE;

    /** The name in the control API. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
