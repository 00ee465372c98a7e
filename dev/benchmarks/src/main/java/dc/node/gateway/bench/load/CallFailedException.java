package dc.node.gateway.bench.load;

/** An answer came, and it is not the one that was to be measured. */
public final class CallFailedException extends Exception {

    CallFailedException(String message) {
        super(message);
    }
}
