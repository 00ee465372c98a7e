package dc.node.gateway.tools;

import dc.node.gateway.identity.AuthenticatedAgent;
import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/** The runtime behind REST: the body is the arguments, the answer what MCP has as structured content. */
@RestController
class RestTools {

    private static final int LARGEST_BODY = 1 << 20;

    /** As strict as MCP: a key given twice is an error, for nobody knows which value was meant. */
    private static final ObjectReader STRICT =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final ToolRuntime runtime;

    RestTools(ToolRuntime runtime) {
        this.runtime = runtime;
    }

    @PostMapping("/api/v1/tools/{name}")
    ResponseEntity<byte[]> call(@PathVariable String name, HttpServletRequest request) throws IOException {
        AuthenticatedAgent agent = (AuthenticatedAgent) request.getUserPrincipal();
        CallSource source =
                new CallSource(request.getRemoteAddr(), Optional.ofNullable(request.getHeader("User-Agent")));
        Optional<byte[]> body = read(request.getInputStream());
        if (body.isEmpty()) {
            runtime.refuseUnreadable(agent, source);
            return answer(413, invalid("The body is larger than 1 MiB. Send less."));
        }
        Optional<ObjectNode> arguments = parse(body.get());
        if (arguments.isEmpty()) {
            runtime.refuseUnreadable(agent, source);
            return answer(
                    400,
                    invalid(
                            "The body is not a JSON object, or one of its keys occurs twice. Send the tool's arguments as one"
                                    + " object."));
        }
        return switch (runtime.call(agent, name, arguments.get(), source)) {
            case ToolOutcome.Success(ObjectNode result) -> answer(200, result);
            case ToolOutcome.Failure(ToolError error) -> answer(error.code().httpStatus(), error.toJson());
            case ToolOutcome.UnknownTool(String unknown) ->
                answer(
                        404,
                        ToolError.of(
                                        ErrorCode.NOT_FOUND,
                                        "There is no such tool. docs/MCP_TOOLS_CONTRACT.md lists them.")
                                .toJson());
        };
    }

    private static ObjectNode invalid(String message) {
        return ToolError.of(ErrorCode.INVALID_ARGUMENTS, message).toJson();
    }

    private static Optional<byte[]> read(InputStream stream) throws IOException {
        byte[] body = stream.readNBytes(LARGEST_BODY + 1);
        return body.length > LARGEST_BODY ? Optional.empty() : Optional.of(body);
    }

    /** No body at all is no arguments. */
    private static Optional<ObjectNode> parse(byte[] body) {
        if (body.length == 0) {
            return Optional.of(Json.MAPPER.createObjectNode());
        }
        try {
            return Optional.of(STRICT.readTree(body))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        } catch (JacksonException | ArithmeticException | NumberFormatException e) {
            // The latter two come from exponents beyond what a BigDecimal can hold.
            return Optional.empty();
        }
    }

    private static ResponseEntity<byte[]> answer(int status, ObjectNode body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(body));
    }
}
