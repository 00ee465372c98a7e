package dc.node.gateway.mcp.stream;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who listens on a stream. Two streams of equal subscribers are checked as one.
 *
 * @param caller the name of its principal
 * @param credential what the caller proved itself with, as {@link StreamAccess#credential} gave it
 * @param session the MCP session, if the stream belongs to one
 */
public record Subscriber(String caller, Object credential, Optional<String> session) {
    public Subscriber {
        requireNonNull(caller, "caller is null");
        requireNonNull(credential, "credential is null");
        requireNonNull(session, "session is null");
    }
}
