package dc.node.gateway.tasker.nodedc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dc.node.gateway.tasker.ActingAgent;
import dc.node.gateway.tasker.Comment;
import dc.node.gateway.tasker.Deadline;
import dc.node.gateway.tasker.ExternalId;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tasker.TaskerLacksException;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of answer means, against a server that answers just what the test wants. */
class NodedcTaskerTest {

    private static final UUID ISSUE = UUID.randomUUID();
    private static final UUID OPERATION = UUID.randomUUID();
    private static final ActingAgent AGENT = new ActingAgent(UUID.randomUUID(), "Zoë 100%", "owner-1");

    private final Queue<Prepared> prepared = new ArrayDeque<>();
    private final List<Seen> seen = new ArrayList<>();
    private final TaskerCircuitBreaker breaker = new TaskerCircuitBreaker();

    private final TimedHttpClient client = new TimedHttpClient();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private NodedcProperties properties;

    @SuppressWarnings("NullAway.Init")
    private NodedcTasker tasker;

    private record Prepared(int status, String body, Map<String, String> headers) {}

    private record Seen(String method, String path, Map<String, List<String>> headers) {}

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        properties = new NodedcProperties(url, "secret", NodedcProperties.Contract.EXTENDED);
        tasker = new NodedcTasker(new NodedcHttp(properties, client, breaker));
    }

    @AfterEach
    void stopServer() {
        client.close();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 422})
    void aRefusalInTheAdaptersShapeIsFinal(int status) {
        prepare(status, "{\"error\": {\"code\": \"nope\", \"message\": \"Because.\", \"field\": \"name\"}}");

        TaskerRejectedException rejection =
                catchThrowableOfType(TaskerRejectedException.class, () -> tasker.issue(call(), ISSUE, List.of()));

        assertThat(rejection.status()).isEqualTo(status);
        assertThat(rejection.code()).isEqualTo("nope");
        assertThat(rejection.reason()).isEqualTo("Because.");
        assertThat(rejection.field()).contains("name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | <html>Bad Request</html>",
                "403 | {\"message\": \"forbidden by a proxy\"}",
                "404 | {\"error\": \"not found\"}",
                "401 | {\"error\": {\"code\": \"unauthorized\", \"message\": \"who are you\"}}",
                "302 | {}",
                "500 | {\"error\": {\"code\": \"boom\", \"message\": \"boom\"}}",
                "503 | down for maintenance",
                "200 | this is not JSON",
                "200 | {}",
                "200 | {\"issue\": {\"id\": \"no uuid\"}}",
            })
    void everythingElseMayPass(int status, String body) {
        prepare(status, body);

        assertThatThrownBy(() -> tasker.issue(call(), ISSUE, List.of())).isInstanceOf(TaskerUnavailableException.class);
    }

    @Test
    void aRateLimitSaysWhenToComeBackAndIsNoOutage() {
        for (int call = 0; call < 10; call++) {
            prepared.add(new Prepared(429, "{}", Map.of("Retry-After", "7")));
            TaskerUnavailableException limited = catchThrowableOfType(
                    TaskerUnavailableException.class, () -> tasker.issue(call(), ISSUE, List.of()));
            assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7));
        }

        assertThat(breaker.knownDown()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429})
    void anAnswerThatSaysNotNowIsNoOutage(int status) {
        for (int call = 0; call < 10; call++) {
            prepare(status, "{}");
            assertThatThrownBy(() -> tasker.issue(call(), ISSUE, List.of()))
                    .isInstanceOf(TaskerUnavailableException.class)
                    .hasMessageContaining("Tasker answered " + status);
        }
    }

    @Test
    void failuresInARowMakeItKnownDownAndNoCallIsMadeThen() {
        List<String> told = new ArrayList<>();
        breaker.onDown(() -> told.add("down"));
        for (int call = 0; call < 3; call++) {
            prepare(503, "");
            assertThatThrownBy(() -> tasker.issue(call(), ISSUE, List.of()))
                    .isInstanceOf(TaskerUnavailableException.class);
        }

        assertThatThrownBy(() -> tasker.issue(call(), ISSUE, List.of())).hasMessageContaining("was not called");

        assertThat(breaker.knownDown()).isTrue();
        assertThat(told).containsExactly("down");
        assertThat(seen).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"502, ''", "503, ''", "504, ''", "200, this is not JSON"})
    void whatOnlyAnOutageAnswersCountsAsOne(int status, String body) {
        for (int call = 0; call < 3; call++) {
            prepare(status, body);
            assertUnavailable(call());
        }

        assertThat(breaker.knownDown()).isTrue();
    }

    @Test
    void aTaskerThatIsNotThereIsDown() {
        server.stop(0);

        for (int call = 0; call < 3; call++) {
            assertUnavailable(call());
        }

        assertThat(breaker.knownDown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 403, 302})
    void aCallThatAlwaysFailsIsNoOutageWhileTheHealthCheckSucceeds(int status) {
        for (int call = 0; call < 10; call++) {
            prepare(status, "<html>");
            prepare(200, "{}");
            assertUnavailable(call());
        }

        assertThat(breaker.knownDown()).isFalse();
        assertThat(seen).hasSize(20);
        assertThat(seen.get(1).path()).isEqualTo("/api/internal/nodedc/agent/health");
    }

    @Test
    void aCallThatFailsIsAnOutageWhenTheHealthCheckFailsToo() {
        for (int call = 0; call < 3; call++) {
            prepare(500, "");
            prepare(500, "");
            assertUnavailable(call());
        }

        assertThat(breaker.knownDown()).isTrue();
        assertThat(seen).hasSize(6);
    }

    @Test
    void noCallIsMadeWithoutTimeLeftAndItIsNoOutage() {
        for (int call = 0; call < 10; call++) {
            assertUnavailable(callWith(Duration.ZERO));
        }

        assertThat(seen).isEmpty();
        assertThat(breaker.knownDown()).isFalse();
    }

    @Test
    void silenceForAsLongAsWasLeftOfOurOwnTimeIsNoOutage() {
        hang();

        for (int call = 0; call < 6; call++) {
            assertUnavailable(callWith(Duration.ofMillis(50)));
        }

        assertThat(breaker.knownDown()).isFalse();
    }

    @Test
    void silenceForAsLongAsALookupWaitsIsAnOutage() {
        hang();

        for (int call = 0; call < 3; call++) {
            assertUnavailable(callWith(Duration.ofSeconds(2)));
        }

        assertThat(breaker.knownDown()).isTrue();
    }

    @Test
    void onlyTheHealthCheckFindsOutThatTaskerIsBack() {
        List<String> told = new ArrayList<>();
        breaker.onDown(() -> told.add("down"));
        TaskerHealthProbe probe = new TaskerHealthProbe(tasker, breaker, false);
        probe.probe();
        assertThat(seen).as("not asked while it is up").isEmpty();
        for (int call = 0; call < 3; call++) {
            prepare(503, "");
            assertUnavailable(call());
        }

        prepare(503, "");
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            probe.probe();
            return seen.size() == 4;
        });
        assertUnavailable(call());
        assertThat(seen).hasSize(4);
        prepare(200, "{}");
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            probe.probe();
            return !breaker.knownDown();
        });

        assertThat(seen).hasSize(5);
        assertThat(told).containsExactly("down");
    }

    @Test
    void aProbeThatAlwaysAsksFindsAnOutageByItself() {
        TaskerHealthProbe probe = new TaskerHealthProbe(tasker, breaker, true);
        for (int call = 0; call < 6; call++) {
            prepare(200, "{}");
            probe.probe();
        }
        assertThat(breaker.knownDown()).isFalse();

        for (int call = 0; call < 3; call++) {
            prepare(500, "");
            probe.probe();
        }

        assertThat(breaker.knownDown()).isTrue();
    }

    private void assertUnavailable(TaskerCall call) {
        assertThatThrownBy(() -> tasker.issue(call, ISSUE, List.of())).isInstanceOf(TaskerUnavailableException.class);
    }

    /** From now on nothing is answered until the test is over. */
    private void hang() {
        server.removeContext("/");
        server.createContext("/", exchange -> {});
    }

    @Test
    void aDuplicateCommentIsTheOneThatIsThere() {
        UUID existing = UUID.randomUUID();
        prepare(
                409,
                "{\"error\": {\"code\": \"duplicate_external_id\", \"message\": \"there\", \"id\": \"%s\"}}"
                        .formatted(existing));
        prepare(
                200,
                "{\"comments\": [{\"id\": \"%s\", \"comment_html\": \"x\", \"created_at\": \"2026-01-01\"}], \"count\": 1}"
                        .formatted(existing));

        Comment comment = tasker.addComment(call(), ISSUE, "x", ExternalId.of(OPERATION));

        assertThat(comment.id()).isEqualTo(existing);
        assertThat(comment.createdAt()).contains("2026-01-01");
    }

    @Test
    void noWriteBeginsWithTooLittleTimeLeft() {
        TaskerCall late = new TaskerCall(AGENT, "request", Optional.of(OPERATION), Deadline.in(Duration.ofSeconds(7)));

        assertThatThrownBy(() -> tasker.moveIssue(late, ISSUE, UUID.randomUUID(), Optional.empty()))
                .isInstanceOf(TaskerUnavailableException.class)
                .hasMessageContaining("was not called");

        assertThat(seen).isEmpty();
    }

    @Test
    void everyCallSaysForWhomItIsAndNeverShowsTheCredentialElsewhere() {
        prepare(404, "{\"error\": {\"code\": \"not_found\", \"message\": \"no\"}}");

        assertThatThrownBy(() -> tasker.issue(call(), ISSUE, List.of()))
                .hasMessageNotContaining("secret")
                .isInstanceOf(TaskerRejectedException.class);

        Seen request = seen.getFirst();
        assertThat(request.path()).isEqualTo("/api/internal/nodedc/agent/issues/" + ISSUE);
        assertThat(request.headers().get("Authorization")).containsExactly("Bearer secret");
        assertThat(request.headers().get("X-nodedc-agent-id"))
                .containsExactly(AGENT.id().toString());
        assertThat(request.headers().get("X-nodedc-agent-name")).containsExactly("Zo%C3%AB 100%25");
        assertThat(request.headers().get("Idempotency-key")).containsExactly(OPERATION.toString());
    }

    @Test
    void aTaskerOfTheBaseContractIsAskedForAnIssueThroughItsListsOnly() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        prepare(200, "{\"issues\": [], \"next_cursor\": \"more\"}");
        prepare(200, "{\"issues\": []}");
        prepare(200, "{\"issues\": [%s]}".formatted(listed(second)));

        Issue issue = base().issue(call(), ISSUE, List.of(first, second));

        assertThat(issue.projectId()).isEqualTo(second);
        assertThat(issue.detailLayout()).isEmpty();
        assertThat(seen).extracting(Seen::path).containsOnly("/api/internal/nodedc/agent/issues");
    }

    @Test
    void aTaskerOfTheBaseContractIsNeverAskedForWhatItLacks() {
        assertThat(base().comments(call(), ISSUE, 3)).isEmpty();
        assertThatThrownBy(() -> base().addMember(call(), UUID.randomUUID(), UUID.randomUUID(), 15))
                .isInstanceOf(TaskerLacksException.class);
        prepare(200, "{\"projects\": []}");
        base().checkHealth(Duration.ofSeconds(2));

        assertThat(seen).extracting(Seen::path).containsExactly("/api/internal/nodedc/agent/projects/resolve");
    }

    private Tasker base() {
        NodedcProperties ofBase = new NodedcProperties(
                properties.internalUrl(), properties.accessToken(), NodedcProperties.Contract.BASE);
        return new BaseNodedcTasker(new NodedcHttp(ofBase, client, breaker));
    }

    private static String listed(UUID projectId) {
        return """
                {"id": "%s", "project_id": "%s", "key": "CORE-1", "name": "n", "priority": "none", "labels": [],
                 "assignees": [], "state": {"id": "%s", "name": "Todo", "group": "unstarted"},
                 "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}""".formatted(ISSUE, projectId, UUID.randomUUID());
    }

    private void prepare(int status, String body) {
        prepared.add(new Prepared(status, body, Map.of()));
    }

    private static TaskerCall call() {
        return callWith(Duration.ofSeconds(20));
    }

    private static TaskerCall callWith(Duration left) {
        return new TaskerCall(AGENT, "request", Optional.of(OPERATION), Deadline.in(left));
    }

    private void answer(HttpExchange exchange) throws IOException {
        seen.add(new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Map.copyOf(exchange.getRequestHeaders())));
        Prepared next = prepared.remove();
        next.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = next.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
