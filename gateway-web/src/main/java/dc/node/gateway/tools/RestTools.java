package dc.node.gateway.tools;

import dc.node.gateway.identity.AuthenticatedAgent;
import dc.node.gateway.json.Json;
import dc.node.gateway.mcp.CallProgress;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The runtime behind REST: the body is the arguments, the answer what MCP has as structured content. */
@RestController
class RestTools {

    private static final int LARGEST_BODY = 1 << 20;

    private final ToolRuntime runtime;

    RestTools(ToolRuntime runtime) {
        this.runtime = runtime;
    }

    @PostMapping("/api/v1/tools/{name}")
    ResponseEntity<byte[]> call(@PathVariable String name, HttpServletRequest request) throws IOException {
        AuthenticatedAgent agent = (AuthenticatedAgent) request.getUserPrincipal();
        CallSource source = source(request);
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return refuse(
                    agent,
                    source,
                    413,
                    ToolError.of(ErrorCode.INVALID_ARGUMENTS, "The body is larger than 1 MiB. Send less."));
        }
        ObjectNode arguments;
        try {
            arguments = ArgumentsReader.read(body);
        } catch (CallRefusedException e) {
            return refuse(agent, source, e.error().code().httpStatus(), e.error());
        }
        return switch (runtime.call(agent, name, arguments, source, CallProgress.NONE)) {
            case ToolOutcome.Success(ObjectNode result) -> answer(200, result);
            case ToolOutcome.Failure(ToolError error) -> answer(error);
            case ToolOutcome.UnknownTool(String unknown) ->
                answer(
                        404,
                        ToolError.of(
                                        ErrorCode.NOT_FOUND,
                                        "There is no such tool. docs/MCP_TOOLS_CONTRACT.md lists them.")
                                .toJson());
        };
    }

    static CallSource source(HttpServletRequest request) {
        return new CallSource(request.getRemoteAddr(), Optional.ofNullable(request.getHeader("User-Agent")));
    }

    private ResponseEntity<byte[]> refuse(AuthenticatedAgent agent, CallSource source, int status, ToolError error) {
        runtime.refusedAtDoor(agent, source, error.code().wireName());
        return answer(status, error.toJson());
    }

    private static ResponseEntity<byte[]> answer(ToolError error) {
        HttpHeaders headers = new HttpHeaders();
        error.retryAfterSeconds().ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        return ResponseEntity.status(error.code().httpStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(error.toJson()));
    }

    private static ResponseEntity<byte[]> answer(int status, ObjectNode body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(body));
    }
}
