package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;

/** The HTTP request around a JSON-RPC message. */
record Exchange(Principal caller, RequestHeaders headers, String remoteAddress) {

    private static final int LONGEST_CLIENT_NAME = 200;

    Exchange {
        requireNonNull(caller, "caller is null");
        requireNonNull(headers, "headers is null");
        requireNonNull(remoteAddress, "remoteAddress is null");
    }

    CallContext callContext(Request request, String protocolVersion) {
        return new CallContext(
                clientName(request), RequestMeta.clientCapabilities(request), protocolVersion, remoteAddress);
    }

    /** Around a call that is refused before it is read as one of any revision. */
    CallContext callContext() {
        return new CallContext(shortened(headers.userAgent()), Set.of(), LegacyHandler.version(headers), remoteAddress);
    }

    private Optional<String> clientName(Request request) {
        return shortened(RequestMeta.clientName(request).or(headers::userAgent));
    }

    private static Optional<String> shortened(Optional<String> clientName) {
        return clientName.map(name -> name.substring(0, Math.min(name.length(), LONGEST_CLIENT_NAME)));
    }
}
