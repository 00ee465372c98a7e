package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import dc.node.gateway.mcp.stream.EventStream;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;

/**
 * The HTTP request around a JSON-RPC message.
 *
 * @param stream where the answer can be sent event by event; empty for a message of several, whose answers go out together
 * @param patience what is left to wait with, for a message of several
 */
record Exchange(
        Principal caller,
        RequestHeaders headers,
        String remoteAddress,
        Optional<EventStream> stream,
        Optional<Patience> patience) {

    private static final int LONGEST_CLIENT_NAME = 200;

    Exchange {
        requireNonNull(caller, "caller is null");
        requireNonNull(headers, "headers is null");
        requireNonNull(remoteAddress, "remoteAddress is null");
        requireNonNull(stream, "stream is null");
        requireNonNull(patience, "patience is null");
    }

    /** Where to send messages before the answer; empty where the client takes no events. */
    Optional<EventStream> messageStream() {
        return stream.filter(any -> headers.takesEvents());
    }

    /** The same for one message of several, which share this patience. */
    Exchange ofSeveral(Patience shared) {
        return new Exchange(caller, headers, remoteAddress, Optional.empty(), Optional.of(shared));
    }

    CallContext callContext(Request request, String protocolVersion, CallProgress progress) {
        return new CallContext(
                clientName(request),
                RequestMeta.clientCapabilities(request),
                protocolVersion,
                remoteAddress,
                progress,
                protocolVersion.equals(ProtocolVersions.MODERN) ? ClientInput.of(request) : ClientInput.NONE);
    }

    /** Around a call that is refused before it is read as one of any revision. */
    CallContext callContext() {
        return new CallContext(
                shortened(headers.userAgent()),
                Set.of(),
                LegacyHandler.version(headers),
                remoteAddress,
                CallProgress.NONE,
                ClientInput.NONE);
    }

    private Optional<String> clientName(Request request) {
        return shortened(RequestMeta.clientName(request).or(headers::userAgent));
    }

    private static Optional<String> shortened(Optional<String> clientName) {
        return clientName.map(name -> name.substring(0, Math.min(name.length(), LONGEST_CLIENT_NAME)));
    }
}
