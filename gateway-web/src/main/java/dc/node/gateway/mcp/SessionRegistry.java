package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.stream.StreamAccess;
import java.security.Principal;
import java.util.Optional;

/**
 * The sessions of clients of the legacy era. One belongs to the caller that opened it and ends when it is ended or has not been
 * used for some time; for anybody else it never was. Every replica knows every session. Called from many threads at once.
 */
public interface SessionRegistry {

    /**
     * Opens a session.
     *
     * @param listState the state of the caller's list of tools, as {@link StreamAccess#states} has it;
     *     empty when the caller has just lost its right to listen
     * @return its id, of visible ASCII characters and not to be guessed
     */
    String open(Principal caller, Optional<String> listState);

    /** Notes a use of the session; empty when the caller has no such session, or no longer. */
    Optional<Session> use(Principal caller, String id);

    /**
     * What is known of a session.
     *
     * @param listState the state of the list when the session was opened; empty where it was not known
     */
    record Session(Optional<String> listState) {
        public Session {
            requireNonNull(listState, "listState is null");
        }
    }

    /** Ends the session and whatever stream belongs to it; false when the caller has no such session, or no longer. */
    boolean end(Principal caller, String id);
}
