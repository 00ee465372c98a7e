package dc.node.gateway.bench.load;

/** One caller of a closed loop: used by one thread, one call after the other. */
public interface Caller extends AutoCloseable {

    /**
     * Does one call and looks whether it did what it should.
     *
     * @throws Exception when it did not
     */
    void call() throws Exception;

    @Override
    default void close() {}
}
