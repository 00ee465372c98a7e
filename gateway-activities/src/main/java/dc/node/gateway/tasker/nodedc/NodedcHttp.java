package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.json.Json;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One exchange with Tasker: headers, time limits, and what each kind of answer means. Redirects are never followed, for
 * following one turns a POST into a GET.
 */
final class NodedcHttp {

    /** Longest wait for one answer. */
    static final Duration CALL_LIMIT = Duration.ofSeconds(6);

    /** A write that begins with less left than this could still be running when the next attempt starts. */
    static final Duration LEAST_LEFT_FOR_WRITE = Duration.ofSeconds(8);

    private static final Set<Integer> PERMANENT_STATUSES = Set.of(400, 403, 404, 409, 422);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final NodedcProperties properties;
    private final CircuitBreaker breaker;
    private final String baseUrl;

    NodedcHttp(NodedcProperties properties, CircuitBreaker breaker) {
        this.properties = properties;
        this.breaker = breaker;
        // Joined as text: resolving would drop a path in front of the adapter's own.
        this.baseUrl = properties.internalUrl().toString().replaceAll("/+$", "");
    }

    JsonNode read(TaskerCall call, String method, String path, Optional<JsonNode> body) {
        return exchange(call, method, path, body);
    }

    JsonNode write(TaskerCall call, String method, String path, JsonNode body) {
        // Checked here, right before the write, because a frozen process may wake at any line before it.
        if (call.deadline().left().compareTo(LEAST_LEFT_FOR_WRITE) < 0) {
            throw new TaskerUnavailableException(
                    "Too little of this attempt's time was left to begin a write; Tasker was not called");
        }
        return exchange(call, method, path, Optional.of(body));
    }

    void checkHealth(String method, String path, Optional<JsonNode> body, Duration limit) {
        HttpRequest request = withBody(request(path), method, body).build();
        throughBreaker(() -> interpret(send(request, limit)));
    }

    private JsonNode exchange(TaskerCall call, String method, String path, Optional<JsonNode> body) {
        HttpRequest.Builder request = request(path)
                .header("X-Nodedc-Agent-Id", call.agent().id().toString())
                .header("X-Nodedc-Agent-Name", headerValue(call.agent().displayName()))
                .header("X-Nodedc-Owner-User-Id", headerValue(call.agent().ownerUserId()))
                .header("X-Request-Id", call.requestId());
        call.idempotencyKey().ifPresent(key -> request.header("Idempotency-Key", key.toString()));
        withBody(request, method, body);
        Duration left = call.deadline().left();
        Duration limit = left.compareTo(CALL_LIMIT) < 0 ? left : CALL_LIMIT;
        return throughBreaker(() -> interpret(send(request.build(), limit)));
    }

    private static HttpRequest.Builder withBody(HttpRequest.Builder request, String method, Optional<JsonNode> body) {
        return body.map(json -> request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(json))))
                .orElseGet(() -> request.method(method, BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Authorization", "Bearer " + properties.accessToken())
                .header("Accept", "application/json");
    }

    private JsonNode throughBreaker(Supplier<JsonNode> exchange) {
        try {
            return breaker.executeSupplier(exchange);
        } catch (CallNotPermittedException e) {
            throw new TaskerUnavailableException("Tasker is known to be down; it was not called");
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new TaskerUnavailableException("Tasker did not answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            // The class says enough; a message of the HTTP client can hold addresses and headers.
            throw new TaskerUnavailableException("Tasker could not be reached ("
                    + Optional.ofNullable(e.getCause()).orElse(e).getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new TaskerUnavailableException("The call to Tasker was interrupted");
        }
    }

    private static JsonNode interpret(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        Optional<JsonNode> body = parse(response.body());
        if (status >= 200 && status < 300) {
            return body.orElseThrow(() ->
                    new TaskerUnavailableException("Tasker answered " + status + " with a body that is not JSON"));
        }
        if (PERMANENT_STATUSES.contains(status)) {
            body.flatMap(json -> rejection(status, json)).ifPresent(rejection -> {
                throw rejection;
            });
        }
        if (status == 429) {
            throw TaskerUnavailableException.notNow("Tasker answered 429 Too Many Requests", retryAfter(response));
        }
        if (status == 401) {
            throw TaskerUnavailableException.notNow(
                    "Tasker answered 401 Unauthorized: it refuses the gateway's credential (NODEDC_INTERNAL_ACCESS_TOKEN)",
                    Optional.empty());
        }
        throw new TaskerUnavailableException("Tasker answered " + status + reasonPhrase(status));
    }

    /** Only a body in the adapter's own error shape makes a status final: a proxy in between answers 404 and 403 too. */
    private static Optional<TaskerRejectedException> rejection(int status, JsonNode body) {
        JsonNode error = body.path("error");
        if (!error.path("code").isString()) {
            return Optional.empty();
        }
        return Optional.of(new TaskerRejectedException(
                status,
                error.path("code").stringValue(),
                error.path("message").asString("no reason given"),
                error.path("field").stringValueOpt(),
                error.path("id").stringValueOpt().flatMap(NodedcHttp::uuid)));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            return json.isObject() ? Optional.of(json) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static String reasonPhrase(int status) {
        return switch (status) {
            case 500 -> " Internal Server Error";
            case 502 -> " Bad Gateway";
            case 503 -> " Service Unavailable";
            case 504 -> " Gateway Timeout";
            default -> " without the adapter's error body";
        };
    }

    /** A header holds printable ASCII only; the rest is percent-encoded, so that a name in any script arrives. */
    private static String headerValue(String text) {
        StringBuilder value = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet <= '~' && octet != '%') {
                value.append((char) octet);
            } else {
                value.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return value.toString();
    }
}
