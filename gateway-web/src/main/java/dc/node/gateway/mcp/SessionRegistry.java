package dc.node.gateway.mcp;

import java.security.Principal;

/**
 * The sessions of clients of the legacy era. One belongs to the caller that opened it and ends when it is ended or has not been
 * used for some time; for anybody else it never was. Every replica knows every session. Called from many threads at once.
 */
public interface SessionRegistry {

    /**
     * Opens a session.
     *
     * @return its id, of visible ASCII characters and not to be guessed
     */
    String open(Principal caller);

    /** Notes a use of the session; false when the caller has no such session, or no longer. */
    boolean use(Principal caller, String id);

    /** Ends the session and whatever stream belongs to it; false when the caller has no such session, or no longer. */
    boolean end(Principal caller, String id);
}
