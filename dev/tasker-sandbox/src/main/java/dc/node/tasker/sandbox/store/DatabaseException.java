package dc.node.tasker.sandbox.store;

/** The database file cannot be used, or a statement failed. */
public final class DatabaseException extends RuntimeException {

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    DatabaseException(String message) {
        super(message);
    }
}
