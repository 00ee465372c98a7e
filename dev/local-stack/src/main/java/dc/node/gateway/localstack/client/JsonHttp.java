package dc.node.gateway.localstack.client;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP under a bearer token; of an answer that comes as events the last one counts. */
final class JsonHttp {

    /** Longer than the gateway itself waits for a write before it answers that the write is queued. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String DATA = "data: ";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String baseUrl;
    private final String token;
    private final Duration limit;

    JsonHttp(String baseUrl, String token) {
        this(baseUrl, token, LIMIT);
    }

    /**
     * With a patience of its own.
     *
     * @param limit how long one call may take
     */
    JsonHttp(String baseUrl, String token, Duration limit) {
        this.limit = limit;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        this.token = token;
    }

    /** An answer with whatever status; an empty body is a missing node. */
    record Answer(int status, JsonNode body) {

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    Answer get(String path) {
        return send("GET", path, Map.of(), BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, Map.of(), BodyPublishers.noBody());
    }

    Answer post(String path, Object body) {
        return post(path, body, Map.of());
    }

    Answer post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, headers, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    Answer put(String path, Object body) {
        return send("PUT", path, Map.of(), BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    private Answer send(String method, String path, Map<String, String> headers, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(limit)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .method(method, body);
        headers.forEach(request::header);
        String name = method + " " + baseUrl + path;
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            boolean events = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("text/event-stream"))
                    .isPresent();
            String json = events ? lastEvent(response.body()) : response.body();
            return new Answer(response.statusCode(), parsed(name, response.statusCode(), json));
        } catch (IOException e) {
            throw new LocalStackException("%s had no answer: %s".formatted(name, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted during %s.".formatted(name), e);
        }
    }

    /** MCP sends comments, while it waits, and then the answer as an event of one line. */
    private static String lastEvent(String events) {
        return events.lines()
                .filter(line -> line.startsWith(DATA))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(DATA.length()))
                .orElse("");
    }

    private static JsonNode parsed(String name, int status, String body) {
        try {
            return body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            throw new LocalStackException("%s answered %d with something that is not JSON.".formatted(name, status), e);
        }
    }
}
