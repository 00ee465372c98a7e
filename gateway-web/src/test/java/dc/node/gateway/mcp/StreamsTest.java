package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.testing.EventReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** GET streams of the legacy era and the subscriptions of the modern one, on a real server. */
class StreamsTest {

    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final String LEGACY_CHANGE =
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}";

    private final List<EventReader> readers = new ArrayList<>();
    private McpTestServer server;

    @BeforeEach
    void start() {
        server = start("10m", "10m");
    }

    @AfterEach
    void stop() {
        readers.forEach(EventReader::close);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2025-03-26", "2025-06-18", "2025-11-25"})
    void aGetWithoutASessionHearsThatTheListHasChanged(String version) {
        EventReader stream = get("bob", version.isEmpty() ? Map.of() : Map.of("MCP-Protocol-Version", version));

        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
        assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(stream.next("id: ")).endsWith("/v0");
        assertThat(stream.next("retry: ")).isEqualTo("retry: 2000");
        server.callers().changeList("bob");

        assertThat(stream.next("id: ")).endsWith("/v1");
        assertThat(stream.next("data: ")).isEqualTo(LEGACY_CHANGE);
    }

    @Test
    void onlyTheNewestLegacyRevisionIsPrimedWithAnEmptyEvent() {
        EventReader newest = get("bob", Map.of("MCP-Protocol-Version", "2025-11-25"));
        EventReader older = get("bob", Map.of("MCP-Protocol-Version", "2025-06-18"));
        server.callers().changeList("bob");

        assertThat(newest.next("data:")).isEqualTo("data:");
        assertThat(older.next("data:")).isEqualTo(LEGACY_CHANGE);
    }

    @Test
    void nobodyElseHearsOfIt() {
        EventReader bob = get("bob", Map.of());
        EventReader alice = get("alice", Map.of());
        server.callers().changeList("bob");

        bob.next("data: {");
        assertThat(alice.isSilentFor(A_WHILE)).isTrue();
    }

    @Test
    void ofTheStreamsOfASessionTheNewestHearsOfIt() {
        String session = newSession("bob");
        EventReader older = get("bob", Map.of("Mcp-Session-Id", session));
        EventReader newer = get("bob", Map.of("Mcp-Session-Id", session));
        EventReader otherSession = get("bob", Map.of("Mcp-Session-Id", newSession("bob")));
        EventReader noSession = get("bob", Map.of());
        server.callers().changeList("bob");

        newer.nextMessage();
        otherSession.nextMessage();
        noSession.nextMessage();
        assertThat(older.isSilentFor(A_WHILE)).isTrue();
        assertThat(newer.isSilentFor(A_WHILE)).isTrue();
    }

    @Test
    void whatChangedWhileAClientWasAwayIsToldWhenItResumes() {
        EventReader first = get("bob", Map.of());
        String lastEventId = first.next("id: ").substring("id: ".length());
        first.close();

        EventReader unchanged = get("bob", Map.of("Last-Event-ID", lastEventId));
        assertThat(unchanged.isSilentFor(A_WHILE)).isTrue();
        unchanged.close();
        server.callers().changeListUnnoticed("bob");

        EventReader resumed = get("bob", Map.of("Last-Event-ID", lastEventId));

        // Who breaks off after the first id alone has not been told, and resumes with that.
        assertThat(resumed.next("id: ")).endsWith("/v0");
        assertThat(resumed.next("id: ")).endsWith("/v1");
        resumed.nextMessage();
        assertThat(resumed.isSilentFor(A_WHILE)).isTrue();
    }

    @Test
    void whatChangedBetweenTheHandshakeAndTheFirstStreamIsToldOnIt() {
        String unchanged = newSession("alice");
        String session = newSession("bob");
        server.callers().changeListUnnoticed("bob");

        EventReader stream = get("bob", Map.of("Mcp-Session-Id", session));

        assertThat(stream.next("id: ")).endsWith("/v0");
        String told = stream.next("id: ");
        assertThat(told).endsWith("/v1");
        stream.nextMessage();
        assertThat(get("bob", Map.of("Mcp-Session-Id", session, "Last-Event-ID", told.substring("id: ".length())))
                        .isSilentFor(A_WHILE))
                .isTrue();
        assertThat(get("alice", Map.of("Mcp-Session-Id", unchanged)).isSilentFor(A_WHILE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "", "идёт"})
    void anEventIdOfAnotherServerBeginsANewStream(String id) {
        EventReader stream = get("bob", Map.of("Last-Event-ID", id));

        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.isSilentFor(A_WHILE)).isTrue();
    }

    @Test
    void aChangeWhoseNoticeWasLostIsFoundAtTheNextCheck() {
        server.close();
        server = start("10m", "200ms");
        EventReader stream = get("bob", Map.of());
        server.callers().failNext(2);
        server.callers().changeListUnnoticed("bob");

        stream.nextMessage();
        assertThat(stream.isSilentFor(A_WHILE)).isTrue();
    }

    @Test
    void aCheckThatFailsIsMadeUpForAndEndsNoStream() {
        EventReader stream = get("bob", Map.of());
        server.callers().failNext(1);
        server.callers().changeList("bob");

        stream.nextMessage();
    }

    @Test
    void silenceIsFilledWithComments() {
        server.close();
        server = start("100ms", "10m");
        EventReader stream = get("bob", Map.of());

        assertThat(stream.next(":")).isEqualTo(":");
        assertThat(stream.next(":")).isEqualTo(":");
    }

    @Test
    void whoMayNoLongerListenIsSentAway() {
        EventReader legacy = get("bob", Map.of());
        EventReader modern = subscribe("bob", "7", "{\"toolsListChanged\":true}");
        EventReader alice = get("alice", Map.of());
        server.callers().ban("bob");

        legacy.awaitEnd();
        modern.awaitEnd();
        assertThat(alice.isSilentFor(A_WHILE)).isTrue();
        await().until(() -> server.hub().size() == 1);
        assertThat(get("bob", Map.of()).status()).isEqualTo(401);
        EventReader refused = subscribe("bob", "7", "{}");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void theStreamOfASessionEndsWithIt() {
        String session = newSession("bob");
        EventReader stream = get("bob", Map.of("Mcp-Session-Id", session));
        EventReader other = get("bob", Map.of());
        server.send(server.request()
                .header("Authorization", "Bearer bob")
                .header("Mcp-Session-Id", session)
                .DELETE());

        stream.awaitEnd();
        assertThat(other.isSilentFor(A_WHILE)).isTrue();
        assertThat(server.hub().size()).isEqualTo(1);
        assertThat(get("bob", Map.of("Mcp-Session-Id", session)).status()).isEqualTo(404);
        assertThat(get("alice", Map.of("Mcp-Session-Id", newSession("bob"))).status())
                .isEqualTo(404);
    }

    @Test
    void oneStreamTooManyIsRefusedWithTheReason() {
        server.close();
        server = McpTestServer.start("gateway.mcp.streams=3", "gateway.mcp.streams-per-agent=2");
        get("bob", Map.of());
        get("bob", Map.of());
        EventReader third = get("bob", Map.of());
        EventReader modern = subscribe("bob", "7", "{\"toolsListChanged\":true}");
        EventReader alice = get("alice", Map.of());
        EventReader carol = get("carol", Map.of());
        EventReader modernCarol = subscribe("carol", "7", "{}");

        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("Retry-After")).isEqualTo("30");
        assertThat(third.next("{")).contains("\"too_many_streams\"", "2 streams", "\"retryable\":true");
        assertThat(modern.status()).isEqualTo(429);
        assertThat(modern.header("Retry-After")).isEqualTo("30");
        assertThat(modern.next("{")).contains("\"id\":7", "-32603", "2 streams");
        assertThat(alice.status()).isEqualTo(200);
        assertThat(carol.status()).isEqualTo(503);
        assertThat(modernCarol.status()).isEqualTo(503);
        assertThat(modernCarol.header("Retry-After")).isEqualTo("30");
        assertThat(carol.next("{")).contains("no room for more streams");
    }

    @Test
    void whoHangsUpMakesRoom() {
        server.close();
        server = start("50ms", "10m");
        get("bob", Map.of()).close();
        EventReader modern = subscribe("bob", "7", "{\"toolsListChanged\":true}");
        modern.next("data: ");
        modern.close();

        await().until(() -> server.hub().size() == 0);
    }

    @Test
    void aClientThatTakesNoEventsIsTold() {
        EventReader page = get("bob", Map.of("Accept", "text/html"));
        EventReader curl = get("bob", Map.of("Accept", "*/*"));

        assertThat(page.status()).isEqualTo(406);
        assertThat(page.next("{")).contains("text/event-stream");
        assertThat(curl.status()).isEqualTo(200);
        assertThat(get("bob", Map.of("MCP-Protocol-Version", "1999-01-01")).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\"", "0", "\"\"", "123456789012345678901234567890"})
    void aSubscriptionIsAcknowledgedToldAndEndedUnderItsOwnId(String id) throws Exception {
        EventReader stream = subscribe(
                "bob",
                id,
                "{\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourceSubscriptions\":[\"a:b\"]}");

        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.next("data: ")).isEqualTo("""
                data: {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":\
                {"_meta":{"io.modelcontextprotocol/subscriptionId":%s},"notifications":{"toolsListChanged":true}}}""".formatted(id));
        server.callers().changeList("bob");
        assertThat(stream.next("data: ")).isEqualTo("""
                data: {"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":\
                {"_meta":{"io.modelcontextprotocol/subscriptionId":%s}}}""".formatted(id));
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

        assertThat(JsonMapper.shared().readTree(stream.next("data: ").substring("data: ".length())))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"jsonrpc":"2.0","id":%1$s,"result":{"resultType":"complete","_meta":{
                         "io.modelcontextprotocol/subscriptionId":%1$s,
                         "io.modelcontextprotocol/serverInfo":
                          {"name":"test-server","title":"Test Server","version":"1.2.3"}}}}""".formatted(id)));
        stream.awaitEnd();
        stopped.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"promptsListChanged\":true}", "{\"toolsListChanged\":false}"})
    void whatWasNotAskedForIsNotTold(String filter) {
        EventReader stream = subscribe("bob", "7", filter);
        assertThat(stream.nextMessage().path("params").path("notifications").isEmpty())
                .isTrue();
        server.callers().changeList("bob");

        assertThat(stream.isSilentFor(A_WHILE)).isTrue();
    }

    @Test
    void eachSubscriptionIsToldForItself() {
        EventReader one = subscribe("bob", "1", "{\"toolsListChanged\":true}");
        EventReader two = subscribe("bob", "\"1\"", "{\"toolsListChanged\":true}");
        one.nextMessage();
        two.nextMessage();
        server.callers().changeList("bob");

        assertThat(one.next("data: ")).contains("subscriptionId\":1}");
        assertThat(two.next("data: ")).contains("subscriptionId\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "true", "{\"toolsListChanged\":1}", "{\"toolsListChanged\":null}"})
    void aFilterThatIsNoneIsInvalid(String filter) {
        EventReader answer = subscribe("bob", "7", filter);

        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.next("{")).contains("-32602", "\"id\":7", "toolsListChanged");
        assertThat(server.hub().size()).isZero();
    }

    @Test
    void theLegacyEraHasNoSubscriptions() {
        assertThat(server.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\"}", Map.of())
                        .errorCode())
                .isEqualTo(-32601);
    }

    @Test
    void allStreamsEndWhenTheServerStopsAndItDoesNotWaitForThem() throws Exception {
        EventReader legacy = get("bob", Map.of());
        EventReader modern = subscribe("bob", "7", "{\"toolsListChanged\":true}");

        CompletableFuture.runAsync(server::close).get(5, TimeUnit.SECONDS);

        legacy.awaitEnd();
        modern.awaitEnd();
    }

    private static McpTestServer start(String keepAlive, String recheck) {
        return McpTestServer.start(
                "gateway.mcp.stream-keep-alive=" + keepAlive, "gateway.mcp.stream-recheck=" + recheck);
    }

    private EventReader get(String caller, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(Map.of("Accept", "text/event-stream"));
        all.putAll(headers);
        return open(caller, "GET", all, "");
    }

    private EventReader subscribe(String caller, String id, String filter) {
        Map<String, String> headers = Map.of(
                "Accept", "application/json, text/event-stream",
                "MCP-Protocol-Version", "2026-07-28",
                "Mcp-Method", "subscriptions/listen");
        return open(caller, "POST", headers, """
                {"jsonrpc":"2.0","id":%s,"method":"subscriptions/listen","params":{"notifications":%s,"_meta":{
                 "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                 "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(id, filter));
    }

    private EventReader open(String caller, String method, Map<String, String> headers, String body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + caller);
        EventReader reader = EventReader.open(server.uri(), method, all, body);
        readers.add(reader);
        return reader;
    }

    private String newSession(String caller) {
        return server.post(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}",
                        Map.of("Authorization", "Bearer " + caller))
                .header("Mcp-Session-Id");
    }
}
