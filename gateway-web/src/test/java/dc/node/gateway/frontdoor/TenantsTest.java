package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints of tenants: who is let in where, and what each tells of itself. */
class TenantsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String METADATA = "/.well-known/oauth-protected-resource";
    private static final String LIST_TOOLS = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}";
    private static TestGateway gateway;
    private static String tokenOfDefault;
    private static String tokenOfAcme;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE, "GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP=true");
        tokenOfDefault = gateway.newToken(gateway.newAgent("owner-1")).text();
        tokenOfAcme = gateway.newToken(newAgentOf("acme")).text();
        register("http://127.0.0.1:1", "default");
        register("http://127.0.0.1:2", "acme");
        register("http://127.0.0.1:3", "acme");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/t/acme/api/v1/agent-session", "/t/default/api/v1/agent-session", "/api/v1/agent-session"})
    void anAgentIsSomebodyInItsOwnTenantOnly(String path) {
        boolean acme = path.startsWith("/t/acme");

        assertThat(call("GET", path, tokenOfAcme, "").status()).isEqualTo(acme ? 200 : 401);
        assertThat(call("GET", path, tokenOfDefault, "").status()).isEqualTo(acme ? 401 : 200);
    }

    @Test
    void everyPathOfAgentsWorksBehindThePrefix() {
        assertThat(call("POST", "/t/acme/mcp", tokenOfAcme, LIST_TOOLS)
                        .json()
                        .path("result")
                        .has("tools"))
                .isTrue();
        // The tool was reached: it is for agents with a grant.
        assertThat(call("POST", "/t/acme/api/v1/tools/tasker_get_agent_instructions", tokenOfAcme, "{}")
                        .json()
                        .path("error")
                        .path("code")
                        .asString())
                .isEqualTo("scope_denied");
        assertThat(call("POST", "/t/acme/api/v1/tools/no%20such", tokenOfAcme, "{}")
                        .status())
                .isEqualTo(404);
        assertThat(call("PUT", "/t/acme/mcp", tokenOfAcme, "").status()).isEqualTo(405);
        assertThat(call("GET", "/t/acme/api/v1/agent-session/nothing-here", tokenOfAcme, "")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/t/other/mcp,/t/other/mcp", "/mcp,''"})
    void aForeignAgentIsRefusedLikeAnUnknownTokenAndTheTrailSaysWhy(String path, String inserted) {
        Answer foreign = call("POST", path, tokenOfAcme, LIST_TOOLS);
        Map<String, Object> event = lastEvent();
        Answer unknown = call("POST", path, "tgw_" + "0".repeat(30) + "2C8GjS", LIST_TOOLS);

        assertThat(foreign.status()).isEqualTo(401);
        assertThat(foreign.text()).isEqualTo(unknown.text());
        assertThat(foreign.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"https://gateway.test%s%s\", error=\"invalid_token\""
                        .formatted(METADATA, inserted));
        assertThat(event)
                .containsEntry("decision", "deny")
                .containsEntry("reason", "foreign_tenant")
                .containsEntry("tenant", "acme")
                .containsEntry("detail", "POST " + path);
        assertThat(lastEvent())
                .containsEntry("reason", "unknown_token")
                .containsEntry("tenant", inserted.isEmpty() ? "default" : "other");
    }

    @Test
    void eachTenantListsItsOwnIssuersOnly() {
        assertThat(metadata("")).isEqualTo(metadata("/mcp")).isEqualTo("""
                        {"resource":"https://gateway.test/mcp","resource_name":"Tasker Gateway",\
                        "bearer_methods_supported":["header"],"authorization_servers":["http://127.0.0.1:1"]}""");
        assertThat(metadata("/t/acme/mcp")).isEqualTo("""
                        {"resource":"https://gateway.test/t/acme/mcp","resource_name":"Tasker Gateway",\
                        "bearer_methods_supported":["header"],\
                        "authorization_servers":["http://127.0.0.1:2","http://127.0.0.1:3"]}""");
        assertThat(metadata("/t/nobody/mcp")).isEqualTo("""
                        {"resource":"https://gateway.test/t/nobody/mcp","resource_name":"Tasker Gateway",\
                        "bearer_methods_supported":["header"]}""");
    }

    @Test
    void aDisabledProviderIsNotListed() {
        String id = register("http://127.0.0.1:4", "changing");
        assertThat(metadata("/t/changing/mcp")).contains("http://127.0.0.1:4");

        gateway.admin("POST", "/api/v1/mcp/idp-providers/" + id + "/disable", "");

        assertThat(metadata("/t/changing/mcp")).doesNotContain("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/t/acme/api/v1/agents",
                "/t/acme/healthz",
                "/t/acme/metrics",
                "/t/acme/t/acme/mcp",
                "/t/acme/.well-known/oauth-protected-resource",
                "/t/acme",
                "/t/acme/",
                "/t/ACME/mcp",
                "/t/-acme/mcp",
                "/t/a_b/mcp",
                "/t/acme/mcp/",
                "/t/mcp"
            })
    void nothingElseIsServedBehindAPrefixAndNoAgentGetsThere(String path) {
        assertThat(gateway.send("GET", path, Optional.empty(), "").status()).isEqualTo(401);
        assertThat(call("GET", path, tokenOfAcme, "").status()).isEqualTo(401);
        assertThat(gateway.admin("GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void anAdministratorIsNoAgentOfATenant() {
        assertThat(gateway.admin("POST", "/t/acme/mcp", LIST_TOOLS).status()).isEqualTo(401);
    }

    @Test
    void aNameThatNoTenantCanHaveHasNoDocument() {
        for (String name : List.of("ACME", "-acme", "a".repeat(64))) {
            assertThat(gateway.send("GET", METADATA + "/t/" + name + "/mcp", Optional.empty(), "")
                            .status())
                    .as(name)
                    .isEqualTo(404);
        }
    }

    private static Answer call(String method, String path, String token, String body) {
        return gateway.send(method, path, Optional.of(token), body);
    }

    private static String metadata(String inserted) {
        return gateway.send("GET", METADATA + inserted, Optional.empty(), "")
                .json()
                .toString();
    }

    private static UUID newAgentOf(String tenant) {
        return UUID.fromString(gateway.admin("POST", "/api/v1/agents", """
                        {"owner_user_id": "owner-2", "owner_email": "owner@example.test", "display_name": "Reporter",
                         "tenant": "%s"}""".formatted(tenant))
                .json()
                .path("id")
                .asString());
    }

    private static String register(String issuer, String tenant) {
        return gateway.admin("POST", "/api/v1/mcp/idp-providers", """
                        {"tenant": "%s", "name": "Login", "issuer": "%s"}""".formatted(tenant, issuer))
                .json()
                .path("id")
                .asString();
    }

    private static Map<String, Object> lastEvent() {
        return DATABASE.jdbc()
                .sql("select * from audit_event order by id desc limit 1")
                .query()
                .singleRow();
    }
}
