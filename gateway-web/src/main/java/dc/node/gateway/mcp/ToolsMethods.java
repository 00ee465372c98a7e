package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_OK;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.Reply.Failure;
import dc.node.gateway.mcp.Reply.Success;
import dc.node.gateway.mcp.jsonrpc.JsonRpcError;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import dc.node.gateway.mcp.model.CallToolResult;
import dc.node.gateway.mcp.model.ListToolsResult;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/list} and {@code tools/call}, the same in both eras. */
final class ToolsMethods {

    private final ToolProvider tools;
    private final RunningCalls running;
    private final MessageWriter writer;
    private final JsonMapper mapper;

    ToolsMethods(ToolProvider tools, RunningCalls running, MessageWriter writer, JsonMapper mapper) {
        this.tools = requireNonNull(tools, "tools is null");
        this.running = requireNonNull(running, "running is null");
        this.writer = requireNonNull(writer, "writer is null");
        this.mapper = requireNonNull(mapper, "mapper is null");
    }

    Reply list(Request request, Exchange exchange) {
        if (isGiven(request.params().path("cursor"))) {
            return failure(McpErrors.invalidParams("There is no such cursor: the list of tools comes whole"));
        }
        return new Success(new ListToolsResult(tools.list(exchange.caller())));
    }

    Reply call(Request request, Exchange exchange, String protocolVersion) {
        JsonNode name = request.params().path("name");
        if (!name.isString()) {
            return refuse(request, exchange, failure(McpErrors.invalidParams("\"name\" must be the name of a tool")));
        }
        JsonNode given = request.params().path("arguments");
        if (isGiven(given) && !given.isObject()) {
            return refuse(request, exchange, failure(McpErrors.invalidParams("\"arguments\" must be an object")));
        }
        ObjectNode arguments = given instanceof ObjectNode object ? object : mapper.createObjectNode();
        Optional<JsonNode> progressToken = RequestMeta.progressToken(request);
        // In the modern era there is no other way to cancel than to close the stream, so there must be one.
        boolean streams = progressToken.isPresent() || protocolVersion.equals(ProtocolVersions.MODERN);
        RunningCall call =
                new RunningCall(progressToken, exchange.progressStream().filter(any -> streams), writer);
        CallContext context = exchange.callContext(request, protocolVersion, call);
        return reply(running.during(
                exchange.caller(),
                request.id(),
                call,
                () -> tools.call(exchange.caller(), name.stringValue(), arguments, context)));
    }

    private Reply reply(ToolAnswer answer) {
        return switch (answer) {
            case ToolAnswer.Result(ObjectNode structuredContent, boolean isError) ->
                new Success(CallToolResult.of(mapper.writeValueAsString(structuredContent), isError));
            case ToolAnswer.UnknownTool(String unknown) -> failure(McpErrors.unknownTool(unknown));
            case ToolAnswer.MissingClientCapability(String capability) ->
                new Failure(SC_BAD_REQUEST, McpErrors.missingCapability(capability));
        };
    }

    /** Lets the tools know of a call that ends before it reaches one; of other methods they need not. */
    Failure refuse(Request request, Exchange exchange, Failure failure) {
        if (request.method().equals("tools/call")) {
            tools.refused(exchange.caller(), CallRefusal.INVALID_REQUEST, exchange.callContext());
        }
        return failure;
    }

    /** Some clients send null for what they leave out. */
    private static boolean isGiven(JsonNode param) {
        return !param.isMissingNode() && !param.isNull();
    }

    /** Not 400 in either era: a client of both would take that for a server of the other era. */
    private static Failure failure(JsonRpcError error) {
        return new Failure(SC_OK, error);
    }
}
