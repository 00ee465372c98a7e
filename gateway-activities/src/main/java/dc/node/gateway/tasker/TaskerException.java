package dc.node.gateway.tasker;

/** Tasker did not do what it was asked to. The message is a sentence for an operator and never holds an issue's text. */
public abstract sealed class TaskerException extends RuntimeException
        permits TaskerRejectedException, TaskerUnavailableException {

    TaskerException(String message) {
        super(message, null, false, false);
    }
}
