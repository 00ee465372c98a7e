package dc.node.gateway.outcome;

/** Ends a call for good: repeating it unchanged gives the same answer. Carries no stack trace, for it is no fault. */
public final class CallRefusedException extends RuntimeException {

    private final transient ToolError error;

    public CallRefusedException(ToolError error) {
        super(error.code().wireName(), null, false, false);
        this.error = error;
    }

    public ToolError error() {
        return error;
    }
}
