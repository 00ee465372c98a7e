package dc.node.gateway.admin.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CardGuidesApiTest {

    private static final String GENERAL = "/api/v1/card-guide";

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void theGeneralGuideIsWhatAgentsOfItsTenantAreTold() {
        String token = agentOf("told");
        String shipped = told("told", token);
        assertThat(shipped).startsWith("# How a good card looks");
        assertThat(gateway.admin("GET", GENERAL + "?tenant=told", "").status()).isEqualTo(404);

        Answer put = gateway.admin("PUT", GENERAL + "?tenant=told", "{\"markdown\": \"# Ours\\n\\n- Short.\\n\"}");

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().propertyNames()).containsExactly("markdown", "updated_at");
        assertThat(told("told", token)).isEqualTo("# Ours\n\n- Short.\n");
        assertThat(told("another", agentOf("another"))).isEqualTo(shipped);
        assertThat(gateway.admin("GET", GENERAL + "?tenant=told", "").text()).isEqualTo(put.text());

        gateway.admin("PUT", GENERAL + "?tenant=told", "{\"markdown\": \"# Newer\"}");
        assertThat(told("told", token)).isEqualTo("# Newer");
        assertThat(gateway.admin("DELETE", GENERAL + "?tenant=told", "").status())
                .isEqualTo(204);
        assertThat(told("told", token)).isEqualTo(shipped);
        assertThat(gateway.admin("DELETE", GENERAL + "?tenant=told", "").status())
                .isEqualTo(404);
    }

    @Test
    void aGuideOfAProjectIsKeptApart() {
        String path = "/api/v1/projects/" + UUID.randomUUID() + "/card-guide";
        assertThat(gateway.admin("GET", path, "").status()).isEqualTo(404);

        assertThat(gateway.admin("PUT", path, "{\"markdown\": \"# Project\"}").status())
                .isEqualTo(200);

        assertThat(gateway.admin("GET", path, "").json().path("markdown").asString())
                .isEqualTo("# Project");
        assertThat(gateway.admin("GET", GENERAL, "").status()).isEqualTo(404);
        assertThat(gateway.admin("DELETE", path, "").status()).isEqualTo(204);
        assertThat(gateway.admin("DELETE", path, "").status()).isEqualTo(404);
    }

    @Test
    void eachChangeLeavesAnEventWithoutTheText() {
        UUID project = UUID.randomUUID();
        gateway.admin("PUT", "/api/v1/projects/" + project + "/card-guide", "{\"markdown\": \"# Secret plan\"}");

        JsonNode event = gateway.admin("GET", "/api/v1/mcp/audit?limit=1", "")
                .json()
                .path("events")
                .get(0);

        assertThat(event.path("reason").asString()).isEqualTo("card_guide_put");
        assertThat(event.path("project_id").asString()).isEqualTo(project.toString());
        assertThat(event.path("actor").asString()).isEqualTo("service-token");
        assertThat(event.path("detail").asString()).isEqualTo("13 characters");
    }

    @Test
    void aGuideHasTwentyThousandCharactersAtMost() {
        assertThat(put("Ж".repeat(20_000)).status()).isEqualTo(200);
        assertThat(put("Ж".repeat(20_001)).status()).isEqualTo(400);
        gateway.admin("DELETE", GENERAL + "?tenant=large", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"markdown\": null}",
                "{\"markdown\": \" \\n\"}",
                "{\"markdown\": \"a\\u0000b\"}",
                "{\"markdown\": \"a\\ud800b\"}"
            })
    void aGuideThatBreaksARuleIsRefusedWithASentence(String body) {
        Answer answer = gateway.admin("PUT", GENERAL, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).startsWith("markdown must be 1 to 20000 characters");
    }

    @Test
    void onlyAdministratorsSeeAndSetGuides() {
        String token = agentOf("default");

        assertThat(gateway.send("GET", GENERAL, Optional.of(token), "").status())
                .isEqualTo(401);
        assertThat(gateway.send("PUT", GENERAL, Optional.empty(), "{\"markdown\": \"x\"}")
                        .status())
                .isEqualTo(401);
    }

    private static Answer put(String markdown) {
        return gateway.admin("PUT", GENERAL + "?tenant=large", "{\"markdown\": \"" + markdown + "\"}");
    }

    private static String agentOf(String tenant) {
        String body = """
                {"owner_user_id": "o", "owner_email": "o@example.test", "display_name": "n", "tenant": "%s"}""".formatted(tenant);
        UUID agent = UUID.fromString(
                gateway.admin("POST", "/api/v1/agents", body).json().path("id").asString());
        gateway.admin(
                "PUT",
                "/api/v1/agents/" + agent + "/grants/" + UUID.randomUUID(),
                "{\"scopes\": [\"workspace:read\"]}");
        return gateway.newToken(agent).text();
    }

    private static String told(String tenant, String token) {
        String path = "/t/" + tenant + "/api/v1/tools/tasker_get_agent_instructions";
        return gateway.send("POST", path, Optional.of(token), "{}")
                .json()
                .path("card_guide")
                .asString();
    }
}
