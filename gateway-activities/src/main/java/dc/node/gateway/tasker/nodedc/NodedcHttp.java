package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.json.Json;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tasker.TaskerException;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import dc.node.gateway.tasker.TaskerUnavailableException.Verdict;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One exchange with Tasker: headers, time limits, and what each kind of answer means. Redirects are never followed, for
 * following one turns a POST into a GET.
 */
final class NodedcHttp {

    /** Longest wait for one answer. */
    static final Duration CALL_LIMIT = Duration.ofSeconds(6);

    /** A write that begins with less left than this could still be running when the next attempt starts. */
    static final Duration LEAST_LEFT_FOR_WRITE = Duration.ofSeconds(8);

    /** Silence for less than this tells nothing of Tasker. Short of the two seconds that the briefest lookup begins with. */
    private static final Duration TELLING_SILENCE = Duration.ofMillis(1_500);

    /** Longest wait for the health check that decides what a doubtful answer tells. */
    private static final Duration DECIDING_CHECK_LIMIT = Duration.ofSeconds(2);

    private static final Set<Integer> PERMANENT_STATUSES = Set.of(400, 403, 404, 409, 422);

    /** What a proxy answers whose Tasker is away, and Tasker itself while it is being deployed. */
    private static final Set<Integer> DOWN_STATUSES = Set.of(502, 503, 504);

    private static final Logger log = LoggerFactory.getLogger(NodedcHttp.class);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final NodedcProperties properties;
    private final TaskerCircuitBreaker breaker;
    private final String baseUrl;

    NodedcHttp(NodedcProperties properties, TaskerCircuitBreaker breaker) {
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
            throw TaskerUnavailableException.ourOwn(
                    "Too little of this attempt's time was left to begin a write; Tasker was not called");
        }
        return exchange(call, method, path, Optional.of(body));
    }

    /**
     * Asks Tasker how it is.
     *
     * @param limit longest wait for the answer
     * @throws TaskerUnavailableException when it is not well; any odd answer to this call speaks for an outage
     */
    void checkHealth(Duration limit) {
        HttpRequest request = healthRequest();
        breaker.check(() -> {
            try {
                interpret(send(request, limit));
            } catch (TaskerUnavailableException e) {
                throw e.verdict() == Verdict.DOUBTFUL ? new TaskerUnavailableException(e.sentence()) : e;
            }
        });
    }

    private HttpRequest healthRequest() {
        return switch (properties.contract()) {
            case EXTENDED ->
                withBody(request(NodedcTasker.BASE + "/health"), "GET", Optional.empty())
                        .build();
            case BASE -> {
                ObjectNode none = Json.MAPPER.createObjectNode();
                none.putArray("project_ids");
                yield withBody(request(NodedcTasker.BASE + "/projects/resolve"), "POST", Optional.of(none))
                        .build();
            }
        };
    }

    private JsonNode exchange(TaskerCall call, String method, String path, Optional<JsonNode> body) {
        HttpRequest.Builder request = request(path)
                .header("X-Nodedc-Agent-Id", call.agent().id().toString())
                .header("X-Nodedc-Agent-Name", headerValue(call.agent().displayName()))
                .header("X-Nodedc-Owner-User-Id", headerValue(call.agent().ownerUserId()))
                .header("X-Request-Id", call.requestId());
        call.idempotencyKey().ifPresent(key -> request.header("Idempotency-Key", key.toString()));
        withBody(request, method, body);
        Duration limit = timeLeft(call, CALL_LIMIT);
        if (limit.toMillis() == 0) {
            throw TaskerUnavailableException.ourOwn("The time for this was used up; Tasker was not called");
        }
        try {
            return breaker.call(() -> interpret(send(request.build(), limit)));
        } catch (TaskerUnavailableException e) {
            if (e.verdict() == Verdict.DOUBTFUL) {
                letHealthDecide(timeLeft(call, DECIDING_CHECK_LIMIT));
            }
            throw e;
        }
    }

    private static Duration timeLeft(TaskerCall call, Duration atMost) {
        Duration left = call.deadline().left();
        return left.compareTo(atMost) < 0 ? left : atMost;
    }

    /** One call that always fails says nothing of the others: Tasker counts as down if its health check fails, too. */
    private void letHealthDecide(Duration limit) {
        if (limit.compareTo(TELLING_SILENCE) < 0) {
            return;
        }
        try {
            checkHealth(limit);
        } catch (TaskerException e) {
            log.debug("The health check after a doubtful answer: {}", e.sentence());
        }
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

    private HttpResponse<byte[]> send(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            String sentence = "Tasker did not answer within " + limit.toMillis() + " ms";
            throw limit.compareTo(TELLING_SILENCE) < 0
                    ? TaskerUnavailableException.ourOwn(sentence)
                    : new TaskerUnavailableException(sentence);
        } catch (ExecutionException e) {
            // The class says enough; a message of the HTTP client can hold addresses and headers.
            throw new TaskerUnavailableException("Tasker could not be reached ("
                    + Optional.ofNullable(e.getCause()).orElse(e).getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw TaskerUnavailableException.ourOwn("The call to Tasker was interrupted");
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
        String sentence = "Tasker answered " + status + reasonPhrase(status);
        throw DOWN_STATUSES.contains(status)
                ? new TaskerUnavailableException(sentence)
                : TaskerUnavailableException.doubtful(sentence);
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
