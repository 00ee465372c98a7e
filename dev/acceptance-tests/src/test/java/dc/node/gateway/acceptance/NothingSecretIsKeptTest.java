package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static dc.node.gateway.acceptance.fixture.TestStack.EDGE;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.Admin;
import dc.node.gateway.acceptance.fixture.Admin.Agent;
import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.Door;
import dc.node.gateway.acceptance.fixture.Http;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.IdentityProvider;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.gateway.acceptance.fixture.Traces;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No secret that anybody came with stands anywhere but as a hash, even where everything is logged at DEBUG. On a stack of its
 * own, for its log is long.
 */
class NothingSecretIsKeptTest {

    @SuppressWarnings("NullAway.Init")
    private static TestStack stack;

    @SuppressWarnings("NullAway.Init")
    private static IdentityProvider provider;

    private final Map<String, String> secrets = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        stack = TestStack.startWith(
                Map.of("LOGGING_LEVEL_ROOT", "DEBUG", "GATEWAY_PAIRING_ATTEMPTS_PER_ADDRESS", "1000"));
        provider = IdentityProvider.start();
    }

    @AfterAll
    static void stop() {
        provider.close();
        stack.close();
    }

    @Test
    void nothingSecretIsInTheDatabaseInALogInTemporalOrOnACommandLine() throws SQLException {
        secret("the administrative credential", stack.parts().secrets().adminToken());
        secret("Tasker's access token", stack.parts().secrets().taskerAccessToken());
        secret("Postgres' password", stack.parts().secrets().postgresPassword());
        ToolBox box = ToolBox.of(stack);
        secret("a token", box.agent().agent().token());
        callEverything(box);
        rotate();
        pair();
        comeFromAnIdentityProvider();
        beRefused();
        administer(box.agent().agent());
        assertThat(new Traces(stack).of(secrets)).isEmpty();

        // What it has buffered, it writes down before it ends.
        stack.parts().gateway().stop();

        Traces traces = new Traces(stack);
        assertThat(traces.of(secrets)).isEmpty();
        assertThat(traces.of(Traces.TOKEN)).isEmpty();
        assertThat(secrets).hasSizeGreaterThan(15).values().allMatch(secret -> secret.length() >= 12);
        assertThat(traces.of(Map.of("the agent", box.agent().agent().id())))
                .as("what is no secret is found")
                .contains(
                        "table agent has the agent",
                        "table audit_event has the agent",
                        "logs/gateway.log has the agent",
                        "temporal/temporal.db has the agent");
        assertThat(stack.gatewayLog()).contains(" DEBUG ");
    }

    private void callEverything(ToolBox box) {
        for (String tool : ToolBox.TOOLS) {
            for (Door door : Door.values()) {
                assertThat(box.agent().through(door, tool, box.arguments(tool)).isError())
                        .as(tool)
                        .isFalse();
            }
        }
        assertThat(box.agent().tools()).hasSize(ToolBox.TOOLS.size());
    }

    private void rotate() throws SQLException {
        Agent agent = newAgent("a token its agent will rotate");
        makeTokensOld();
        Answer byAgent = Http.send("POST", url() + "/api/v1/agent-session/rotate", agent.token(), "");
        assertThat(byAgent.status()).isEqualTo(201);
        String successor = secret("its successor", text(byAgent, "token"));
        works(successor);
        Answer byAdministrator =
                stack.admin().call("POST", "/agents/" + agent.id() + "/tokens/" + text(byAgent, "id") + "/rotate", "");
        assertThat(byAdministrator.status()).isEqualTo(201);
        works(secret("the successor's successor", text(byAdministrator, "token")));
    }

    /** An agent may not rotate what was made a moment ago. */
    private static void makeTokensOld() throws SQLException {
        try (Connection database = stack.database();
                Statement statement = database.createStatement()) {
            statement.execute("update agent_token set created_at = created_at - interval '1 minute'");
        }
    }

    private void pair() {
        Agent agent = newAgent("the token of an agent with two devices");
        String code = text(stack.admin().call("POST", "/agents/" + agent.id() + "/pairing-codes", ""), "code");
        secret("a pairing code", code);
        secret("the same without hyphens", code.replace("-", ""));
        Answer paired = redeem(code);
        assertThat(paired.status()).isEqualTo(201);
        works(secret("the token of a device", text(paired, "token")));
        assertThat(redeem(code).status()).isEqualTo(404);

        String unused = text(stack.admin().call("POST", "/agents/" + agent.id() + "/pairing-codes", ""), "code");
        secret("a pairing code nobody redeems", unused);
        String mistyped = secret("a mistyped pairing code", "ZZZZ" + unused.substring(4));
        assertThat(redeem(mistyped).status()).isEqualTo(404);
        assertThat(redeem(secret("a pairing code with too much", unused + unused))
                        .status())
                .isEqualTo(400);
        // It begins with a letter, so that without quotes a reader of JSON takes all of it for one word.
        String plain = secret("a pairing code in bodies that are none", mistyped.replace("-", ""));
        for (String body : List.of(
                "{\"code\": %s, \"device_name\": \"laptop\"}",
                "{\"code\": [\"%s\"], \"device_name\": \"laptop\"}",
                "{\"code\": \"%s\", \"device_name\": \"\"}",
                "{\"code\": \"%s\", \"device_name\": \"laptop\", \"more\": 1}",
                "{\"code\": \"%s",
                "%s")) {
            assertThat(Http.send(
                                    "POST",
                                    url() + "/api/v1/pairing/redeem",
                                    Map.of("Content-Type", "application/json"),
                                    body.formatted(plain))
                            .status())
                    .isEqualTo(400);
        }
    }

    private static Answer redeem(String code) {
        return Http.send(
                "POST", url() + "/api/v1/pairing/redeem", "", Map.of("code", code, "device_name", "Olga's laptop"));
    }

    private void comeFromAnIdentityProvider() {
        String audience = url() + "/mcp";
        String id = stack.admin().register(provider, audience);
        stack.admin().newBoundAgent(id, "robot", List.of(CORE, EDGE), Admin.ALL_SCOPES);
        String good = signed("a provider's token", provider.token(audience, "robot"));
        GatewayClient robot = stack.clientWith(good);
        robot.call("tasker_append_comment", Map.of("issue_id", robot.newIssueId(), "comment_html", "<p>Done</p>"));
        refused(signed("a provider's token for another", provider.token("https://another.test", "robot")));
        refused(signed("a provider's token for nobody", provider.token(audience, "unbound")));
        refused(signed("an unknown issuer's token", provider.token("https://nowhere.test", audience, "robot")));
        try (IdentityProvider forger = IdentityProvider.start()) {
            refused(signed("a forged token", forger.token(provider.issuer(), audience, "robot")));
        }
    }

    private void beRefused() {
        Agent revoked = newAgent("a revoked token");
        stack.admin().revokeToken(revoked);
        refused(revoked.token());
        Agent disabled = newAgent("a disabled agent's token");
        stack.admin().disable(disabled);
        refused(disabled.token());
        Agent blocked = newAgent("a blocked owner's token");
        stack.admin().blockOwnerOf(blocked);
        refused(blocked.token());
        Agent foreign = stack.admin().newAgent("acme", List.of(CORE), Admin.ALL_SCOPES);
        refused(secret("another tenant's token", foreign.token()));

        Agent careless = newAgent("a careless agent's token");
        refused(secret("a token cut off", careless.token().substring(0, 30)));
        refused(secret("a token with something behind it", careless.token() + "x1y2"));
        Map<String, String> otherScheme = Map.of("Authorization", "Basic " + careless.token());
        assertThat(Http.send("POST", url() + "/mcp", otherScheme, "{}").status())
                .isEqualTo(401);
        assertThat(Http.send("POST", url() + "/mcp?access_token=" + careless.token(), Map.of(), "{}")
                        .status())
                .isEqualTo(401);
        for (String path : List.of("/mcp/", "/t/default/api/v1/agent-session/", "/api/v1/pairing/redeem/")) {
            assertThat(Http.send("POST", url() + path + careless.token(), Map.of(), "{}")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(Http.send("GET", url() + "/api/v1/agents", careless.token(), "")
                        .status())
                .isEqualTo(401);
        assertThat(Http.send(
                                "GET",
                                url() + "/api/v1/agents",
                                secret("a wrong administrator's", "Hunter2-" + UUID.randomUUID()),
                                "")
                        .status())
                .isEqualTo(401);
        assertThat(stack.clientWith(stack.parts().secrets().adminToken())
                        .rest("tasker_list_projects", Map.of())
                        .status())
                .isEqualTo(401);
        GatewayClient reader = stack.newAgent(CORE, List.of("issue:read"));
        secret("a token without the scope", reader.agent().token());
        assertThat(reader.mcp("tasker_append_comment", Map.of()).errorCode()).isEqualTo("scope_denied");
        assertThat(reader.mcp("tasker_search_issues", Map.of("project_id", EDGE.toString()))
                        .errorCode())
                .isEqualTo("not_found");
        assertThat(reader.post("/mcp", "{").status()).isEqualTo(400);
    }

    private void administer(Agent agent) {
        for (String path : List.of(
                "/agents", "/agents/" + agent.id() + "/tokens", "/mcp/audit", "/work-sessions", "/openapi.json")) {
            assertThat(stack.admin().call("GET", path, "").status()).isEqualTo(200);
        }
        assertThat(stack.admin().metrics()).isNotBlank();
    }

    private Agent newAgent(String what) {
        Agent agent = stack.admin().newAgent(List.of(CORE), Admin.ALL_SCOPES);
        secret(what, agent.token());
        return agent;
    }

    private static void works(String token) {
        assertThat(stack.clientWith(token)
                        .rest("tasker_get_agent_instructions", Map.of())
                        .status())
                .isEqualTo(200);
    }

    private static void refused(String token) {
        GatewayClient client = stack.clientWith(token);
        assertThat(client.rest("tasker_list_projects", Map.of()).status()).isEqualTo(401);
        assertThat(client.rpc("tools/list", Map.of()).status()).isEqualTo(401);
    }

    /** Its signature is what makes it a secret, so that is looked for by itself, too. */
    private String signed(String name, String token) {
        secret("the signature of " + name, token.substring(token.lastIndexOf('.') + 1));
        return secret(name, token);
    }

    private String secret(String name, String value) {
        secrets.put(name, value);
        return value;
    }

    private static String text(Answer answer, String field) {
        return answer.body().path(field).stringValue();
    }

    private static String url() {
        return stack.parts().gateway().url();
    }
}
