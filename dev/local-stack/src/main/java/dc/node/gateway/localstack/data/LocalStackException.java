package dc.node.gateway.localstack.data;

/** Something a person has to know or mend; the message is the whole sentence to show, and holds no secret. */
public final class LocalStackException extends RuntimeException {

    public LocalStackException(String message) {
        super(message);
    }

    public LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
