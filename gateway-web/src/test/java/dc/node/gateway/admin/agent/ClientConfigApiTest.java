package dc.node.gateway.admin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClientConfigApiTest {

    private static final String MCP_URL = TestGateway.PUBLIC_URL + "/mcp";

    private static TestGateway gateway;
    private static UUID agent;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(TestDatabase.create());
        agent = gateway.newAgent("owner-1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void codexGetsItsFileAndTwoCommands() {
        JsonNode config = config("codex");

        assertThat(file(config, "~/.codex/config.toml")).isEqualTo("""
                [mcp_servers.tasker]
                url = "https://gateway.test/mcp"
                bearer_token_env_var = "TASKER_TOKEN"
                """);
        assertThat(config.path("commands").valueStream().map(JsonNode::stringValue))
                .containsExactly(
                        "codex mcp add tasker --url 'https://gateway.test/mcp' --bearer-token-env-var TASKER_TOKEN",
                        "codex -c 'mcp_servers.tasker.url=\"https://gateway.test/mcp\"'"
                                + " -c 'mcp_servers.tasker.bearer_token_env_var=\"TASKER_TOKEN\"'");
    }

    @Test
    void claudeCodeGetsItsFile() {
        JsonNode config = config("claude-code");

        JsonNode server = json(config, ".mcp.json").at("/mcpServers/tasker");
        assertThat(server.path("type").stringValue()).isEqualTo("http");
        assertThat(server.path("url").stringValue()).isEqualTo(MCP_URL);
        assertThat(server.at("/headers/Authorization").stringValue()).isEqualTo("Bearer ${TASKER_TOKEN}");
        assertThat(config.at("/commands/0").stringValue()).isEqualTo("claude --mcp-config .mcp.json");
    }

    @Test
    void cursorGetsItsFile() {
        JsonNode server = json(config("cursor"), ".cursor/mcp.json").at("/mcpServers/tasker");

        assertThat(server.path("url").stringValue()).isEqualTo(MCP_URL);
        assertThat(server.at("/headers/Authorization").stringValue()).isEqualTo("Bearer ${env:TASKER_TOKEN}");
    }

    @Test
    void vsCodeAsksForTheTokenAndHidesIt() {
        JsonNode config = config("vscode");

        JsonNode file = json(config, ".vscode/mcp.json");
        assertThat(file.at("/servers/tasker/type").stringValue()).isEqualTo("http");
        assertThat(file.at("/servers/tasker/url").stringValue()).isEqualTo(MCP_URL);
        assertThat(file.at("/servers/tasker/headers/Authorization").stringValue())
                .isEqualTo(
                        "Bearer ${input:%s}".formatted(file.at("/inputs/0/id").stringValue()));
        assertThat(file.at("/inputs/0/password").booleanValue()).isTrue();
        assertThat(config.path("token_variable").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"codex", "claude-code", "cursor", "vscode", "generic"})
    void everyClientIsToldWhereTheGatewayIsAndNeverTheToken(String client) {
        String token = gateway.newToken(agent).text();

        JsonNode config = config(client);

        assertThat(config.path("client").stringValue()).isEqualTo(client);
        assertThat(config.path("mcp_url").stringValue()).isEqualTo(MCP_URL);
        assertThat(config.path("note").stringValue()).isNotBlank();
        assertThat(config.toString()).doesNotContain(token, "tgw_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"codex", "claude-code", "generic"})
    void everyCommandIsOneTheShellCanRead(String client) throws IOException, InterruptedException {
        for (JsonNode command : config(client).path("commands")) {
            Process bash = new ProcessBuilder("bash", "-n", "-c", command.stringValue())
                    .redirectErrorStream(true)
                    .start();

            assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(bash.exitValue()).as(command.stringValue()).isZero();
        }
    }

    @Test
    void anAgentOfATenantGetsThatTenantsEndpoint() {
        Answer made = gateway.admin("POST", "/api/v1/agents", """
                {"tenant": "acme", "owner_user_id": "o", "owner_email": "o@example.test", "display_name": "Reporter"}""");

        Answer config = gateway.admin("GET", path(made.json().path("id").stringValue(), "codex"), "");

        assertThat(config.json().path("mcp_url").stringValue()).isEqualTo("https://gateway.test/t/acme/mcp");
        assertThat(config.json().at("/files/0/content").stringValue())
                .contains("url = \"https://gateway.test/t/acme/mcp\"");
    }

    @Test
    void anUnknownClientIsToldTheKnownOnes() {
        for (String query : new String[] {"?client=emacs", "?client=CODEX", "?client=", ""}) {
            Answer answer = gateway.admin("GET", "/api/v1/agents/" + agent + "/client-config" + query, "");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("detail").stringValue()).contains("client");
        }
        assertThat(gateway.admin("GET", path(agent.toString(), "emacs"), "").text())
                .contains("codex, claude-code, cursor, vscode, generic");
    }

    @Test
    void onlyAdministratorsAreToldAndOnlyOfAgentsThatAre() {
        assertThat(gateway.admin("GET", path(UUID.randomUUID().toString(), "codex"), "")
                        .status())
                .isEqualTo(404);
        assertThat(gateway.send("GET", path(agent.toString(), "codex"), Optional.empty(), "")
                        .status())
                .isEqualTo(401);
    }

    private static String path(String agentId, String client) {
        return "/api/v1/agents/%s/client-config?client=%s".formatted(agentId, client);
    }

    private static JsonNode config(String client) {
        Answer answer = gateway.admin("GET", path(agent.toString(), client), "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String file(JsonNode config, String path) {
        assertThat(config.path("files")).hasSize(1);
        assertThat(config.at("/files/0/path").stringValue()).isEqualTo(path);
        return config.at("/files/0/content").stringValue();
    }

    private static JsonNode json(JsonNode config, String path) {
        return JsonMapper.shared().readTree(file(config, path));
    }
}
