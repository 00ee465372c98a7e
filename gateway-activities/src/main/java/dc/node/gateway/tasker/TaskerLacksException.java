package dc.node.gateway.tasker;

/** This Tasker has no call for what was asked; the sentence says what is missing. It was not called. */
public final class TaskerLacksException extends TaskerException {

    public TaskerLacksException(String sentence) {
        super(sentence);
    }
}
