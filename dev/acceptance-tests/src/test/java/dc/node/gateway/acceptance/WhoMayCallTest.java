package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static dc.node.gateway.acceptance.fixture.TestStack.EDGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.Admin;
import dc.node.gateway.acceptance.fixture.Admin.Agent;
import dc.node.gateway.acceptance.fixture.GatewayClient.Door;
import dc.node.gateway.acceptance.fixture.Http;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.IdentityProvider;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.tools.catalogue.ToolCatalogue;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every tool, called by everybody who may not call it, through both doors. Each call comes from an address of its own, by
 * which its event is found; the stack is the test's own, so whatever reaches Tasker meanwhile comes of these calls.
 */
class WhoMayCallTest {

    static final List<String> TOOLS = ToolBox.TOOLS;

    /** Told what the agent may see, and no project but the granted ones is in it. */
    private static final Set<String> WITHOUT_A_PROJECT =
            Set.of("tasker_get_agent_instructions", "tasker_list_projects");

    private static final ToolCatalogue CATALOGUE = new ToolCatalogue();
    private static final AtomicInteger CALLS = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private static TestStack stack;

    @SuppressWarnings("NullAway.Init")
    private static Connection database;

    @SuppressWarnings("NullAway.Init")
    private static IdentityProvider provider;

    /** Arguments with which each tool would succeed, were the caller allowed to call it. */
    private static final Map<String, Map<String, Object>> WORKING_ARGUMENTS = new HashMap<>();

    private static final Map<Stranger, Caller> STRANGERS = new HashMap<>();

    /** Nobody the gateway would talk to, and the reason in the trail. */
    enum Stranger {
        WITHOUT_A_TOKEN("no_token"),
        WITH_A_MALFORMED_TOKEN("malformed_token"),
        WITH_A_WRONG_CHECKSUM("malformed_token"),
        WITH_A_TOKEN_NOBODY_WAS_GIVEN("unknown_token"),
        WITH_AN_EXPIRED_TOKEN("expired_token"),
        WITH_A_REVOKED_TOKEN("revoked_token"),
        OF_A_DISABLED_AGENT("agent_disabled"),
        OF_A_BLOCKED_OWNER("owner_blocked"),
        OF_ANOTHER_TENANT("foreign_tenant"),
        OF_NO_TENANT_AT_ANOTHERS_ENDPOINT("foreign_tenant"),
        WITH_A_JWT_OF_AN_UNKNOWN_ISSUER("unknown_issuer"),
        WITH_A_JWT_SIGNED_BY_SOMEBODY_ELSE("bad_signature"),
        WITH_A_JWT_FOR_SOMEBODY_ELSE("wrong_audience"),
        WITH_A_JWT_OF_AN_UNKNOWN_SUBJECT("unknown_subject");

        private final String reason;

        Stranger(String reason) {
            this.reason = reason;
        }
    }

    /**
     * @param token empty to send none
     * @param agentId of whom the trail names; empty where nobody is known
     * @param prefix of the tenant whose endpoint is called
     */
    private record Caller(String token, String agentId, String prefix) {

        static Caller nobody(String token) {
            return new Caller(token, "", "");
        }

        static Caller of(Agent agent) {
            return new Caller(agent.token(), agent.id(), "");
        }
    }

    @BeforeAll
    static void start() throws SQLException {
        stack = TestStack.startWith(Map.of("GATEWAY_TRUSTED_PROXIES", "127.0.0.1"));
        database = stack.database();
        provider = IdentityProvider.start();
        ToolBox box = ToolBox.of(stack);
        TOOLS.forEach(tool -> WORKING_ARGUMENTS.put(tool, box.arguments(tool)));
        // So that the gateway knows to which project the issue belongs.
        box.agent().call("tasker_get_issue", Map.of("issue_id", SeedIds.issue("EDGE", 30)));
        Stream.of(Stranger.values()).forEach(stranger -> STRANGERS.put(stranger, caller(stranger)));
    }

    @AfterAll
    static void stop() throws SQLException {
        try {
            // It writes down all it had to tell before it ends.
            stack.parts().gateway().stop();
            assertThat(addressesWithMoreThanOneEvent())
                    .as("calls with more than one event")
                    .isEmpty();
        } finally {
            provider.close();
            database.close();
            stack.close();
        }
    }

    static Stream<Arguments> everyStrangerWithEveryTool() {
        return Arrays.stream(Stranger.values())
                .flatMap(stranger -> TOOLS.stream()
                        .flatMap(tool -> Arrays.stream(Door.values()).map(door -> Arguments.of(stranger, tool, door))));
    }

    @ParameterizedTest
    @MethodSource("everyStrangerWithEveryTool")
    void aStrangerIsTurnedAwayFromEveryTool(Stranger stranger, String tool, Door door) throws SQLException {
        Caller caller = requireNonNull(STRANGERS.get(stranger));
        String address = newAddress();
        long before = newestRequest();

        Answer answer = call(caller, address, door, tool);

        assertTurnedAway(answer, caller, stranger);
        assertThat(eventsFrom(address)).singleElement().satisfies(event -> {
            assertThat(event.decision()).isEqualTo("deny");
            assertThat(event.reason()).isEqualTo(stranger.reason);
            assertThat(event.agentId()).isEqualTo(caller.agentId());
            assertThat(event.detail()).isEqualTo("POST " + path(caller, door, tool));
        });
        assertThat(stack.tasker().requestsAfter(before)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void aStrangerIsShownNoTools(Stranger stranger) throws SQLException {
        Caller caller = requireNonNull(STRANGERS.get(stranger));
        for (String method : List.of("initialize", "tools/list", "server/discover")) {
            String address = newAddress();

            Answer answer = send(caller, address, caller.prefix() + "/mcp", rpc(method, Map.of()));

            assertTurnedAway(answer, caller, stranger);
            assertThat(answer.body().toString()).doesNotContain("tasker_");
            assertThat(eventsFrom(address))
                    .singleElement()
                    .satisfies(event -> assertThat(event.reason()).isEqualTo(stranger.reason));
        }
    }

    static Stream<Stranger> strangers() {
        return Arrays.stream(Stranger.values());
    }

    @ParameterizedTest
    @FieldSource("TOOLS")
    void withoutAScopeOfTheToolItIsNeitherShownNorRun(String tool) throws SQLException {
        for (Scope missing : CATALOGUE.find(tool).orElseThrow().scopes()) {
            List<String> others = Admin.ALL_SCOPES.stream()
                    .filter(scope -> !scope.equals(missing.wireName()))
                    .toList();
            Caller caller = Caller.of(stack.admin().newAgent(List.of(CORE, EDGE), others));
            long before = newestRequest();

            for (Door door : Door.values()) {
                String address = newAddress();
                assertRefused(call(caller, address, door, tool), door, "scope_denied", 403);
                assertDenied(address, caller, tool, "scope_denied");
            }

            assertThat(shownTo(caller)).isNotEmpty().doesNotContain(tool);
            assertThat(stack.tasker().requestsAfter(before)).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("TOOLS")
    void aForeignProjectIsNotThere(String tool) throws SQLException {
        UUID granted = UUID.randomUUID();
        Caller caller = Caller.of(stack.admin().newAgent(List.of(granted), Admin.ALL_SCOPES));
        assertThat(shownTo(caller)).containsExactlyElementsOf(TOOLS);

        for (Door door : Door.values()) {
            String address = newAddress();
            long before = newestRequest();

            Answer answer = call(caller, address, door, tool);

            if (WITHOUT_A_PROJECT.contains(tool)) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body().toString()).doesNotContain(CORE.toString(), EDGE.toString());
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(eventsFrom(address))
                                .singleElement()
                                .satisfies(event -> {
                                    assertThat(event.decision()).isEqualTo("allow");
                                    assertThat(event.tool()).isEqualTo(tool);
                                }));
            } else {
                assertRefused(answer, door, "not_found", 404);
                assertDenied(address, caller, tool, "not_found");
                assertThat(stack.tasker().requestsAfter(before)).isEmpty();
            }
        }
    }

    static Stream<Scope> scopes() {
        return Arrays.stream(Scope.values());
    }

    /** Sent without arguments, so that what is not refused for its scope goes no further than their validation. */
    @ParameterizedTest
    @MethodSource("scopes")
    void justTheToolsAreShownThatAreNotRefusedForAScope(Scope scope) {
        Caller caller = Caller.of(stack.admin().newAgent(List.of(CORE), List.of(scope.wireName())));

        List<String> notRefused = TOOLS.stream()
                .filter(tool -> !code(send(caller, newAddress(), "/api/v1/tools/" + tool, "{}"))
                        .equals("scope_denied"))
                .toList();

        assertThat(shownTo(caller)).containsExactlyElementsOf(notRefused);
    }

    @Test
    void anAgentWithoutAGrantIsShownNothing() {
        assertThat(shownTo(Caller.of(stack.admin().newAgent(List.of(), List.of()))))
                .isEmpty();
        assertThat(shownTo(Caller.of(stack.admin().newAgent(List.of(CORE), List.of()))))
                .isEmpty();
    }

    /** Everything is in order with it but for the one thing. */
    private static Caller caller(Stranger stranger) {
        String zeros = "tgw_" + "0".repeat(30);
        return switch (stranger) {
            case WITHOUT_A_TOKEN -> Caller.nobody("");
            case WITH_A_MALFORMED_TOKEN -> Caller.nobody("tgw_short");
            case WITH_A_WRONG_CHECKSUM -> Caller.nobody(zeros + "zzzzzz");
            case WITH_A_TOKEN_NOBODY_WAS_GIVEN -> Caller.nobody(zeros + "2C8GjS");
            case WITH_AN_EXPIRED_TOKEN -> {
                Agent agent = newAgent("default");
                expire(agent.tokenId());
                yield Caller.of(agent);
            }
            case WITH_A_REVOKED_TOKEN -> {
                Agent agent = newAgent("default");
                stack.admin().revokeToken(agent);
                yield Caller.of(agent);
            }
            case OF_A_DISABLED_AGENT -> {
                Agent agent = newAgent("default");
                stack.admin().disable(agent);
                yield Caller.of(agent);
            }
            case OF_A_BLOCKED_OWNER -> {
                Agent agent = newAgent("default");
                stack.admin().blockOwnerOf(agent);
                yield Caller.of(agent);
            }
            case OF_ANOTHER_TENANT -> Caller.of(newAgent("acme"));
            case OF_NO_TENANT_AT_ANOTHERS_ENDPOINT -> {
                Agent agent = newAgent("default");
                yield new Caller(agent.token(), agent.id(), "/t/acme");
            }
            case WITH_A_JWT_OF_AN_UNKNOWN_ISSUER ->
                Caller.nobody(provider.token("https://login.nowhere.test", audience(), "nobody"));
            case WITH_A_JWT_SIGNED_BY_SOMEBODY_ELSE -> {
                bind("forged");
                try (IdentityProvider forger = IdentityProvider.start()) {
                    yield Caller.nobody(forger.token(provider.issuer(), audience(), "forged"));
                }
            }
            case WITH_A_JWT_FOR_SOMEBODY_ELSE ->
                new Caller(provider.token("https://another.test", "elsewhere"), bind("elsewhere"), "");
            case WITH_A_JWT_OF_AN_UNKNOWN_SUBJECT -> {
                registered();
                yield Caller.nobody(provider.token(audience(), "unbound"));
            }
        };
    }

    private static Agent newAgent(String tenant) {
        return stack.admin().newAgent(tenant, List.of(CORE, EDGE), Admin.ALL_SCOPES);
    }

    private static String bind(String subject) {
        return stack.admin().newBoundAgent(registered(), subject, List.of(CORE, EDGE), Admin.ALL_SCOPES);
    }

    private static @Nullable String providerId;

    private static String registered() {
        String id = providerId;
        if (id == null) {
            id = stack.admin().register(provider, audience());
            providerId = id;
        }
        return id;
    }

    private static String audience() {
        return stack.parts().gateway().url() + "/mcp";
    }

    private static void assertTurnedAway(Answer answer, Caller caller, Stranger stranger) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().get("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"%s/.well-known/oauth-protected-resource%s\"%s"
                        .formatted(
                                stack.parts().gateway().url(),
                                caller.prefix().isEmpty() ? "" : caller.prefix() + "/mcp",
                                stranger == Stranger.WITHOUT_A_TOKEN ? "" : ", error=\"invalid_token\""));
        assertThat(answer.body().propertyNames()).containsExactly("error");
        assertThat(code(answer)).isEqualTo("unauthenticated");
        assertThat(answer.body().path("error").path("message").stringValue()).endsWith("can issue one.");
    }

    private static void assertRefused(Answer answer, Door door, String code, int status) {
        assertThat(answer.status()).isEqualTo(door == Door.MCP ? 200 : status);
        JsonNode body = door == Door.MCP ? answer.body().path("result").path("structuredContent") : answer.body();
        assertThat(body.path("error").path("code").asString("none")).isEqualTo(code);
        assertThat(body.propertyNames()).containsExactly("error");
    }

    private static void assertDenied(String address, Caller caller, String tool, String reason) throws SQLException {
        assertThat(eventsFrom(address)).singleElement().satisfies(event -> {
            assertThat(event.decision()).isEqualTo("deny");
            assertThat(event.reason()).isEqualTo(reason);
            assertThat(event.tool()).isEqualTo(tool);
            assertThat(event.agentId()).isEqualTo(caller.agentId());
        });
    }

    private static String code(Answer answer) {
        return answer.body().path("error").path("code").asString("");
    }

    private static List<String> shownTo(Caller caller) {
        return send(caller, newAddress(), "/mcp", rpc("tools/list", Map.of()))
                .body()
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").stringValue())
                .toList();
    }

    private static Answer call(Caller caller, String address, Door door, String tool) {
        Map<String, Object> arguments = new HashMap<>(requireNonNull(WORKING_ARGUMENTS.get(tool)));
        if (ToolBox.WRITES.contains(tool)) {
            arguments.put("idempotency_key", UUID.randomUUID().toString());
        }
        String body = door == Door.MCP
                ? rpc("tools/call", Map.of("name", tool, "arguments", arguments))
                : Http.JSON.writeValueAsString(arguments);
        return send(caller, address, path(caller, door, tool), body);
    }

    private static String path(Caller caller, Door door, String tool) {
        return caller.prefix() + (door == Door.MCP ? "/mcp" : "/api/v1/tools/" + tool);
    }

    private static String rpc(String method, Map<String, ?> parameters) {
        return Http.JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
    }

    private static Answer send(Caller caller, String address, String path, String body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Forwarded-For", address);
        if (!caller.token().isEmpty()) {
            headers.put("Authorization", "Bearer " + caller.token());
        }
        return Http.send("POST", stack.parts().gateway().url() + path, headers, body);
    }

    /** Of the networks set aside for tests of this kind. */
    private static String newAddress() {
        int number = CALLS.incrementAndGet();
        return "198.18.%d.%d".formatted(number / 256, number % 256);
    }

    private static long newestRequest() {
        return stack.tasker().requests().stream()
                .mapToLong(request -> request.path("seq").asLong())
                .max()
                .orElse(0);
    }

    private record Event(String decision, String reason, String agentId, String tool, String detail) {}

    private static List<Event> eventsFrom(String address) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement(
                "select decision, reason, agent_id, tool, detail from audit_event where address = ?")) {
            query.setString(1, address);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(new Event(text(rows, 1), text(rows, 2), text(rows, 3), text(rows, 4), text(rows, 5)));
                }
            }
        }
        return events;
    }

    private static List<String> addressesWithMoreThanOneEvent() throws SQLException {
        List<String> addresses = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement("""
                        select address from audit_event where address like '198.18.%' group by address
                        having count(*) > 1""");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                addresses.add(text(rows, 1));
            }
        }
        return addresses;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private static void expire(String tokenId) {
        try (PreparedStatement update = database.prepareStatement(
                "update agent_token set expires_at = now() - interval '1 second' where id = ?::uuid")) {
            update.setString(1, tokenId);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
