package dc.node.gateway.mcp;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;

/** The two ways of speaking MCP, told apart request by request (2026-07-28, basic/versioning). */
enum Era {
    /** A handshake comes first; revisions up to 2025-11-25. */
    LEGACY,
    /** Every request carries its version and stands alone; revision 2026-07-28. */
    MODERN;

    static Era of(Request request, RequestHeaders headers) {
        if (RequestMeta.isPresent(request) || request.method().equals("server/discover")) {
            return MODERN;
        }
        // A client of both eras may fall back to the handshake and still send the header of its first attempt.
        boolean handshake = request.method().equals("initialize");
        boolean modernHeader = headers.protocolVersion()
                .filter(ProtocolVersions.MODERN::equals)
                .isPresent();
        return modernHeader && !handshake ? MODERN : LEGACY;
    }
}
