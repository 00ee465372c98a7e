package dc.node.gateway.mcp;

/** The line back to the caller while its call is under way. Used by the thread that handles the call. */
public interface CallProgress {

    /** For callers that are not told anything and cannot cancel. */
    CallProgress NONE = new CallProgress() {
        @Override
        public boolean report(double progress, double total, String message) {
            return true;
        }

        @Override
        public void onCancelled(Runnable stop) {}
    };

    /**
     * Tells the caller how far its call is, if it asked to be told.
     *
     * @param progress more than the last time
     * @param total what {@code progress} is of
     * @param message for a person to read
     * @return false when the caller has gone, or waits no longer
     */
    boolean report(double progress, double total, String message);

    /** Tells the caller something, if it asked for messages of this level. Only of a {@link ToolProvider} that logs. */
    default void log(LogLevel level, String message) {}

    /** Has {@code stop} done, by whichever thread hears of it, when the caller no longer waits for this call; at once if it does not now. */
    void onCancelled(Runnable stop);
}
