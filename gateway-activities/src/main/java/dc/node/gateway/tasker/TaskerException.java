package dc.node.gateway.tasker;

/** Tasker did not do what it was asked to. The message is a sentence for an operator and never holds an issue's text. */
public abstract sealed class TaskerException extends RuntimeException
        permits TaskerRejectedException, TaskerUnavailableException, TaskerLacksException {

    private final String sentence;

    TaskerException(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /** What happened, for an operator. */
    public String sentence() {
        return sentence;
    }
}
