package dc.node.gateway.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.ToolError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/**
 * The answer to a request that is not let in.
 *
 * @param challenge the value of {@code WWW-Authenticate}
 */
record Refusal(int status, Optional<String> challenge, String contentType, JsonNode body) {

    Refusal {
        requireNonNull(challenge, "challenge is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(body, "body is null");
    }

    /** In the form of the tools. */
    static Refusal toAgent(ToolError error, Optional<String> challenge) {
        return new Refusal(error.code().httpStatus(), challenge, MediaType.APPLICATION_JSON_VALUE, error.toJson());
    }

    /** As problem details (RFC 9457). */
    static Refusal problem(HttpStatus status, String sentence, Optional<String> challenge) {
        JsonNode body = Json.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", status.getReasonPhrase())
                .put("status", status.value())
                .put("detail", sentence);
        return new Refusal(status.value(), challenge, MediaType.APPLICATION_PROBLEM_JSON_VALUE, body);
    }

    void send(HttpServletResponse response) throws IOException {
        byte[] bytes = Json.MAPPER.writeValueAsString(body).getBytes(UTF_8);
        response.setStatus(status);
        challenge.ifPresent(value -> response.setHeader("WWW-Authenticate", value));
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
