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
import dc.node.gateway.mcp.model.ContentResult;
import dc.node.gateway.mcp.model.InputRequiredResult;
import dc.node.gateway.mcp.model.ListToolsResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/list} and {@code tools/call}, the same in both eras. */
final class ToolsMethods {

    /** Questions that a tool may ask during one call of the legacy era, one after the other. */
    private static final int MOST_ROUNDS = 10;

    private final ToolProvider tools;
    private final RunningCalls running;
    private final ClientQuestions questions;
    private final LogLevels logLevels = new LogLevels();
    private final MessageWriter writer;
    private final JsonMapper mapper;

    ToolsMethods(
            ToolProvider tools,
            RunningCalls running,
            ClientQuestions questions,
            MessageWriter writer,
            JsonMapper mapper) {
        this.tools = requireNonNull(tools, "tools is null");
        this.running = requireNonNull(running, "running is null");
        this.questions = requireNonNull(questions, "questions is null");
        this.writer = requireNonNull(writer, "writer is null");
        this.mapper = requireNonNull(mapper, "mapper is null");
    }

    Reply list(Request request, Exchange exchange) {
        if (isGiven(request.params().path("cursor"))) {
            return failure(McpErrors.invalidParams("There is no such cursor: the list of tools comes whole"));
        }
        return new Success(new ListToolsResult(tools.list(exchange.caller())));
    }

    /** {@code logging/setLevel}, which only the legacy era has, and only where there are messages. */
    Reply setLogLevel(Request request, Exchange exchange) {
        if (!tools.logs()) {
            return failure(McpErrors.methodNotFound(request.method()));
        }
        Optional<LogLevel> level = LogLevel.of(request.params().path("level"));
        level.ifPresent(least -> logLevels.set(exchange.caller(), least));
        return level.<Reply>map(known -> new Success(Map.of()))
                .orElseGet(() -> failure(McpErrors.invalidParams("\"level\" must be one from debug to emergency")));
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
        boolean modern = protocolVersion.equals(ProtocolVersions.MODERN);
        if (modern) {
            Optional<Failure> violation = parameterViolation(name.stringValue(), arguments, exchange);
            if (violation.isPresent()) {
                return refuse(request, exchange, violation.get());
            }
        }
        RunningCall call = new RunningCall(
                modern ? RequestMeta.logLevel(request) : logLevels.of(exchange.caller()),
                RequestMeta.progressToken(request),
                exchange.messageStream(),
                // In the modern era there is no other way to cancel than to close the stream, so there must be one.
                modern,
                exchange.patience(),
                writer);
        CallContext context = exchange.callContext(request, protocolVersion, call);
        return reply(running.during(
                exchange.caller(),
                request.id(),
                call,
                () -> modern
                        ? tools.call(exchange.caller(), name.stringValue(), arguments, context)
                        : callInRounds(name.stringValue(), arguments, context, exchange, call)));
    }

    private Optional<Failure> parameterViolation(String name, ObjectNode arguments, Exchange exchange) {
        return tools.list(exchange.caller()).stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .flatMap(tool ->
                        ModernRequestRules.parameterViolation(tool.inputSchema(), arguments, exchange.headers()));
    }

    /** A client of the legacy era is asked while its call goes on; the tool is called again with each answer. */
    private ToolAnswer callInRounds(
            String name, ObjectNode arguments, CallContext context, Exchange exchange, RunningCall call) {
        ToolAnswer answer = tools.call(exchange.caller(), name, arguments, context);
        for (int round = 0; answer instanceof ToolAnswer.InputRequired required; round++) {
            Optional<ObjectNode> responses =
                    round < MOST_ROUNDS ? questions.ask(required.requests(), exchange, call) : Optional.empty();
            if (responses.isEmpty()) {
                return new ToolAnswer.MissingClientCapability(capability(required));
            }
            ClientInput input = new ClientInput(responses.get(), required.state());
            answer = tools.call(exchange.caller(), name, arguments, context.with(input));
        }
        return answer;
    }

    /** What the first question needs: {@code elicitation} for {@code elicitation/create}. */
    private static String capability(ToolAnswer.InputRequired required) {
        String method = required.requests()
                .valueStream()
                .findFirst()
                .map(request -> request.path("method").asString())
                .orElse("elicitation");
        return method.split("/", 2)[0];
    }

    private Reply reply(ToolAnswer answer) {
        return switch (answer) {
            case ToolAnswer.Result(ObjectNode structuredContent, boolean isError) ->
                new Success(CallToolResult.of(mapper.writeValueAsString(structuredContent), isError));
            case ToolAnswer.Content(List<ObjectNode> blocks) -> new Success(new ContentResult(blocks));
            case ToolAnswer.InputRequired(ObjectNode requests, Optional<String> state) ->
                new Success(new InputRequiredResult(requests, state));
            case ToolAnswer.ForeignState() ->
                failure(McpErrors.invalidParams("\"requestState\" is not as it was given; begin again without it"));
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
