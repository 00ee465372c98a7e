package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.json.Json;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tasker.TaskerException;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import dc.node.gateway.tasker.TaskerUnavailableException.Verdict;
import dc.node.gateway.tasker.nodedc.TimedHttpClient.Answer;
import dc.node.gateway.tasker.nodedc.TimedHttpClient.AnswerTooLargeException;
import dc.node.gateway.tasker.nodedc.TimedHttpClient.TimePassedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
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

    private static final ContentType JSON = ContentType.create("application/json");

    private static final Set<Integer> PERMANENT_STATUSES = Set.of(400, 403, 404, 409, 422);

    /** What a proxy answers whose Tasker is away, and Tasker itself while it is being deployed. */
    private static final Set<Integer> DOWN_STATUSES = Set.of(502, 503, 504);

    private static final Logger log = LoggerFactory.getLogger(NodedcHttp.class);

    private final TimedHttpClient client;
    private final NodedcProperties properties;
    private final TaskerCircuitBreaker breaker;
    private final String baseUrl;

    NodedcHttp(NodedcProperties properties, TimedHttpClient client, TaskerCircuitBreaker breaker) {
        this.properties = properties;
        this.client = client;
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
        HttpUriRequestBase request = healthRequest();
        breaker.check(() -> {
            try {
                interpret(send(request, limit));
            } catch (TaskerUnavailableException e) {
                throw e.verdict() == Verdict.DOUBTFUL ? new TaskerUnavailableException(e.sentence()) : e;
            }
        });
    }

    private HttpUriRequestBase healthRequest() {
        return switch (properties.contract()) {
            case EXTENDED -> request("GET", NodedcTasker.BASE + "/health", Optional.empty());
            case BASE -> {
                ObjectNode none = Json.MAPPER.createObjectNode();
                none.putArray("project_ids");
                yield request("POST", NodedcTasker.BASE + "/projects/resolve", Optional.of(none));
            }
        };
    }

    private JsonNode exchange(TaskerCall call, String method, String path, Optional<JsonNode> body) {
        HttpUriRequestBase request = request(method, path, body);
        request.setHeader("X-Nodedc-Agent-Id", call.agent().id().toString());
        request.setHeader("X-Nodedc-Agent-Name", headerValue(call.agent().displayName()));
        request.setHeader("X-Nodedc-Owner-User-Id", headerValue(call.agent().ownerUserId()));
        request.setHeader("X-Request-Id", call.requestId());
        call.idempotencyKey().ifPresent(key -> request.setHeader("Idempotency-Key", key.toString()));
        Duration limit = timeLeft(call, CALL_LIMIT);
        if (limit.toMillis() == 0) {
            throw TaskerUnavailableException.ourOwn("The time for this was used up; Tasker was not called");
        }
        try {
            return breaker.call(() -> interpret(send(request, limit)));
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

    private HttpUriRequestBase request(String method, String path, Optional<JsonNode> body) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(baseUrl + path));
        request.setHeader("Authorization", "Bearer " + properties.accessToken());
        request.setHeader("Accept", "application/json");
        body.map(Json.MAPPER::writeValueAsBytes)
                .map(json -> new ByteArrayEntity(json, JSON))
                .ifPresent(request::setEntity);
        return request;
    }

    private Answer send(HttpUriRequestBase request, Duration limit) {
        try {
            return client.send(request, limit);
        } catch (IOException e) {
            throw unavailable(e, request.isCancelled() || e instanceof TimePassedException, limit);
        }
    }

    private TaskerUnavailableException unavailable(IOException failure, boolean late, Duration limit) {
        if (Thread.currentThread().isInterrupted() || client.isClosed()) {
            return TaskerUnavailableException.ourOwn("The call to Tasker was interrupted");
        }
        if (failure instanceof AnswerTooLargeException) {
            return TaskerUnavailableException.doubtful(
                    "Tasker's answer was larger than " + TimedHttpClient.LARGEST_ANSWER / 1024 / 1024 + " MiB");
        }
        if (late) {
            String sentence = "Tasker did not answer within " + limit.toMillis() + " ms";
            return limit.compareTo(TELLING_SILENCE) < 0
                    ? TaskerUnavailableException.ourOwn(sentence)
                    : new TaskerUnavailableException(sentence);
        }
        // The class says enough; a message of the HTTP client can hold addresses and headers.
        String sentence = "Tasker could not be reached (" + failure.getClass().getSimpleName() + ")";
        return TimedHttpClient.wasClosed(failure)
                ? TaskerUnavailableException.doubtful(sentence)
                : new TaskerUnavailableException(sentence);
    }

    private static JsonNode interpret(Answer answer) {
        int status = answer.status();
        Optional<JsonNode> body = parse(answer.body());
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
            throw TaskerUnavailableException.notNow("Tasker answered 429 Too Many Requests", retryAfter(answer));
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

    private static Optional<JsonNode> parse(InputStream body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            return json.isObject() ? Optional.of(json) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> retryAfter(Answer answer) {
        return answer.retryAfter()
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
