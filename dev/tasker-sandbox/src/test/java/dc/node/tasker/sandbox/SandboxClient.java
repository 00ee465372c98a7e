package dc.node.tasker.sandbox;

import dc.node.tasker.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Speaks to a sandbox over HTTP, as the gateway and a tester do. */
final class SandboxClient {

    static final String ACCESS_TOKEN = "access-token-of-the-tests";
    static final String ADMIN_TOKEN = "admin-token-of-the-tests";
    static final String AGENT = "7d7a9b34-0c43-4f0e-9d0a-3a8a40a52c11";
    static final String BASE = "/api/internal/nodedc/agent";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI tasker;
    private final URI control;

    SandboxClient(URI tasker, URI control) {
        this.tasker = tasker;
        this.control = control;
    }

    record Response(int status, Map<String, String> headers, String text) {

        JsonNode json() {
            return Json.tree(text);
        }

        /** The value at a JSON pointer, as text. */
        String at(String pointer) {
            return json().at(pointer).asString();
        }
    }

    Response get(String path) {
        return send(request(tasker, "GET", BASE + path, "", ACCESS_TOKEN));
    }

    Response write(String method, String path, String body) {
        return send(request(tasker, method, BASE + path, body, ACCESS_TOKEN)
                .header("X-Nodedc-Agent-Id", AGENT)
                .header("X-Nodedc-Agent-Name", "Reporting agent")
                .header("Idempotency-Key", "key-1"));
    }

    Response control(String method, String path, String body) {
        return send(request(control, method, path, body, ADMIN_TOKEN));
    }

    Response fault(String body) {
        return control("POST", "/sandbox/faults", body);
    }

    JsonNode effects() {
        return control("GET", "/sandbox/effects", "").json().path("effects");
    }

    HttpRequest.Builder onTasker(String method, String path, String body, String token) {
        return request(tasker, method, path, body, token);
    }

    HttpRequest.Builder onControl(String method, String path, String body, String token) {
        return request(control, method, path, body, token);
    }

    Response send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            Map<String, String> headers = response.headers().map().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().getFirst()));
            return new Response(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(URI base, String method, String path, String body, String token) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }
}
