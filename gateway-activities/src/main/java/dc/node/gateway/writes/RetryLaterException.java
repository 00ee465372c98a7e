package dc.node.gateway.writes;

/** This attempt could not take effect, for a reason that passes. */
public final class RetryLaterException extends RuntimeException {

    private final String sentence;

    public RetryLaterException(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
