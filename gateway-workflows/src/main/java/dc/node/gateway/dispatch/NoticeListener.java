package dc.node.gateway.dispatch;

/**
 * Hears the notices of one channel of Postgres. All its methods are called by the one thread that listens for everybody: they
 * must be quick. An exception makes that thread begin anew, and so is no way to refuse a notice.
 */
public interface NoticeListener {

    /** The channel's name, a plain SQL identifier. */
    String channel();

    /**
     * A notice has come, once its transaction had committed.
     *
     * @param payload whatever was sent; whoever may connect to the database may send
     */
    void onNotice(String payload);

    /** Listening begins, for the first time or anew: notices may have been missed until now. */
    default void onListening() {}

    /** Comes each second, however many notices do. */
    default void onTick() {}
}
