package dc.node.gateway.outcome;

import java.util.Locale;

/**
 * Why a call failed. The names in lower case are part of the tools' contract (docs/MCP_TOOLS_CONTRACT.md) and never
 * change.
 */
public enum ErrorCode {
    INVALID_ARGUMENTS(400, false),
    UNAUTHENTICATED(401, false),
    SCOPE_DENIED(403, false),
    NOT_FOUND(404, false),
    VALIDATION_FAILED(422, false),
    IDEMPOTENCY_CONFLICT(409, false),
    STALE_REVISION(409, false),
    SESSION_NOT_OPEN(409, false),
    QUOTA_EXCEEDED(429, true),
    TASKER_REJECTED(422, false),
    TASKER_UNAVAILABLE(503, true),
    GATEWAY_UNAVAILABLE(503, true),
    GATEWAY_FAULT(500, true);

    private final int httpStatus;
    private final boolean retryable;

    ErrorCode(int httpStatus, boolean retryable) {
        this.httpStatus = httpStatus;
        this.retryable = retryable;
    }

    /** The status of the same answer over REST. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the very same call can succeed later; if not, it has to be changed as its message says. */
    public boolean retryable() {
        return retryable;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds the code a stored error was written with. */
    public static ErrorCode fromWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
