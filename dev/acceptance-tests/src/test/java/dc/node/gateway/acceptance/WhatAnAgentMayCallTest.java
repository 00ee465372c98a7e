package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static dc.node.gateway.acceptance.fixture.TestStack.EDGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.AddressedCalls;
import dc.node.gateway.acceptance.fixture.AddressedCalls.Caller;
import dc.node.gateway.acceptance.fixture.Admin;
import dc.node.gateway.acceptance.fixture.GatewayClient.Door;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.tools.catalogue.ToolCatalogue;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every tool, called through both doors by agents that may not call it: for want of a scope, of a grant or of calls. Whom the
 * gateway would not talk to at all is in {@link WhoMayCallTest}.
 */
class WhatAnAgentMayCallTest {

    static final List<String> TOOLS = ToolBox.TOOLS;

    /** Told what the agent may see, and no project but the granted ones is in it. */
    private static final Set<String> WITHOUT_A_PROJECT =
            Set.of("tasker_get_agent_instructions", "tasker_list_projects");

    private static final ToolCatalogue CATALOGUE = new ToolCatalogue();

    @SuppressWarnings("NullAway.Init")
    private static AddressedCalls calls;

    @SuppressWarnings("NullAway.Init")
    private static TestStack stack;

    /** Arguments with which each tool would succeed, were the caller allowed to call it. */
    private static final Map<String, Map<String, Object>> WORKING_ARGUMENTS = new HashMap<>();

    @BeforeAll
    static void start() throws SQLException {
        calls = AddressedCalls.start();
        stack = calls.stack();
        ToolBox box = ToolBox.of(stack);
        TOOLS.forEach(tool -> WORKING_ARGUMENTS.put(tool, box.arguments(tool)));
        // So that the gateway knows to which project the issue belongs.
        box.agent().call("tasker_get_issue", Map.of("issue_id", SeedIds.issue("EDGE", 30)));
    }

    @AfterAll
    static void stop() throws SQLException {
        calls.close();
    }

    @ParameterizedTest
    @FieldSource("TOOLS")
    void withoutAScopeOfTheToolItIsNeitherShownNorRun(String tool) throws SQLException {
        for (Scope missing : CATALOGUE.find(tool).orElseThrow().scopes()) {
            List<String> others = Admin.ALL_SCOPES.stream()
                    .filter(scope -> !scope.equals(missing.wireName()))
                    .toList();
            Caller caller = Caller.of(stack.admin().newAgent(List.of(CORE, EDGE), others));
            long before = calls.newestRequest();

            for (Door door : Door.values()) {
                String address = calls.newAddress();
                assertRefused(calls.call(caller, address, door, tool, neverSeen(tool)), door, "scope_denied", 403);
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
            String address = calls.newAddress();
            long before = calls.newestRequest();

            Answer answer = calls.call(caller, address, door, tool, working(tool));

            if (WITHOUT_A_PROJECT.contains(tool)) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body().toString()).doesNotContain(CORE.toString(), EDGE.toString());
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(calls.eventsFrom(address))
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

    static Stream<String> toolsOnAnIssue() {
        return TOOLS.stream().filter(tool -> working(tool).containsKey("issue_id"));
    }

    /** Only Tasker knows in which project an issue is; what it says is remembered, so that it is asked no second time. */
    @ParameterizedTest
    @MethodSource("toolsOnAnIssue")
    void anIssueOfAForeignProjectIsLookedUpOnce(String tool) throws SQLException {
        Caller caller = Caller.of(stack.admin().newAgent(List.of(UUID.randomUUID()), Admin.ALL_SCOPES));
        Map<String, Object> arguments = new HashMap<>(working(tool));
        arguments.put("issue_id", SeedIds.issue("EDGE", 60 + TOOLS.indexOf(tool)));
        long before = calls.newestRequest();

        for (Door door : Door.values()) {
            String address = calls.newAddress();
            assertRefused(calls.call(caller, address, door, tool, arguments), door, "not_found", 404);
            assertDenied(address, caller, tool, "not_found");
        }

        assertThat(stack.tasker().requestsAfter(before))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.path("path").asString("")).endsWith("/issues/" + arguments.get("issue_id")));
    }

    @ParameterizedTest
    @FieldSource("TOOLS")
    void onceItsCallsAreUsedUpNothingReachesTasker(String tool) throws SQLException {
        Caller caller = Caller.of(stack.admin().newAgent(List.of(), List.of()));
        grantOneCallAMinute(caller, CORE);
        grantOneCallAMinute(caller, EDGE);
        useUpCalls(caller, CORE);
        useUpCalls(caller, EDGE);
        long before = calls.newestRequest();

        for (Door door : Door.values()) {
            String address = calls.newAddress();
            Answer answer = calls.call(caller, address, door, tool, neverSeen(tool));
            switch (tool) {
                // What it may do is told from the gateway's own tables.
                case "tasker_get_agent_instructions" ->
                    assertThat(answer.status()).isEqualTo(200);
                // Of another agent.
                case "tasker_finish_work_session" -> assertRefused(answer, door, "not_found", 404);
                default -> {
                    assertRefused(answer, door, "quota_exceeded", 429);
                    assertDenied(address, caller, tool, "quota_exceeded");
                }
            }
        }

        assertThat(stack.tasker().requestsAfter(before)).isEmpty();
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
                .filter(tool -> !AddressedCalls.code(
                                calls.send(caller, calls.newAddress(), "/api/v1/tools/" + tool, "{}"))
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

    private static Map<String, Object> working(String tool) {
        return requireNonNull(WORKING_ARGUMENTS.get(tool));
    }

    /** The same with an issue that the gateway has never seen, where it is about one. */
    private static Map<String, Object> neverSeen(String tool) {
        Map<String, Object> arguments = new HashMap<>(working(tool));
        arguments.replace("issue_id", SeedIds.issue("EDGE", 31));
        return arguments;
    }

    private static void grantOneCallAMinute(Caller caller, UUID project) {
        Map<String, ?> grant = Map.of("scopes", Admin.ALL_SCOPES, "quotas", Map.of("calls_per_minute", 1));
        Answer answer = stack.admin().call("PUT", "/agents/" + caller.agentId() + "/grants/" + project, grant);
        assertThat(answer.status()).isEqualTo(200);
    }

    /** In this minute and the next ones, for the test may begin at the end of one. */
    private static void useUpCalls(Caller caller, UUID project) throws SQLException {
        try (PreparedStatement insert = calls.database().prepareStatement("""
                insert into call_count (minute, agent_id, project_id, calls)
                select date_trunc('minute', now(), 'UTC') + later * interval '1 minute', ?::uuid, ?, 1
                  from generate_series(0, 5) as later""")) {
            insert.setString(1, caller.agentId());
            insert.setObject(2, project);
            assertThat(insert.executeUpdate()).isEqualTo(6);
        }
    }

    private static void assertRefused(Answer answer, Door door, String code, int status) {
        assertThat(answer.status()).isEqualTo(door == Door.MCP ? 200 : status);
        JsonNode body = door == Door.MCP ? answer.body().path("result").path("structuredContent") : answer.body();
        assertThat(body.path("error").path("code").asString("none")).isEqualTo(code);
        assertThat(body.propertyNames()).containsExactly("error");
    }

    private static void assertDenied(String address, Caller caller, String tool, String reason) throws SQLException {
        assertThat(calls.eventsFrom(address)).singleElement().satisfies(event -> {
            assertThat(event.decision()).isEqualTo("deny");
            assertThat(event.reason()).isEqualTo(reason);
            assertThat(event.tool()).isEqualTo(tool);
            assertThat(event.agentId()).isEqualTo(caller.agentId());
        });
    }

    private static List<String> shownTo(Caller caller) {
        return calls.send(caller, calls.newAddress(), "/mcp", AddressedCalls.rpc("tools/list", Map.of()))
                .body()
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").stringValue())
                .toList();
    }
}
