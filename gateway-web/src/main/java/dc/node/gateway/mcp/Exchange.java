package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import java.security.Principal;
import java.util.Optional;

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

    private Optional<String> clientName(Request request) {
        return RequestMeta.clientName(request)
                .or(headers::userAgent)
                .map(name -> name.substring(0, Math.min(name.length(), LONGEST_CLIENT_NAME)));
    }
}
