package dc.node.gateway.admin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsApiTest {

    private static final UUID PROJECT = UUID.fromString("11111111-1111-4111-8111-111111111111");

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    private UUID agent;
    private String path;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void makeAgent() {
        agent = gateway.newAgent("owner-1");
        path = "/api/v1/agents/" + agent + "/grants";
    }

    @Test
    void aGrantIsPutListedReplacedAndDeleted() {
        Answer put = gateway.admin("PUT", path + "/" + PROJECT, """
                {"scopes": ["issue:read", "project:member:add_existing"], "allow_terminal_states": true,
                 "highest_role": 20, "quotas": {"calls_per_minute": 60, "writes_per_day": 500}}""");
        String grant = """
                {"project_id":"%s","scopes":["issue:read","project:member:add_existing"],\
                "allow_terminal_states":true,"highest_role":20,\
                "quotas":{"calls_per_minute":60,"writes_per_day":500}}""".formatted(PROJECT);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.text()).isEqualTo(grant);
        assertThat(grants()).isEqualTo("{\"grants\":[" + grant + "]}");

        gateway.admin("PUT", path + "/" + PROJECT, "{\"scopes\": [\"issue:read\"]}");
        assertThat(grants()).isEqualTo("""
                {"grants":[{"project_id":"%s","scopes":["issue:read"],"allow_terminal_states":false,\
                "highest_role":15,"quotas":{"calls_per_minute":null,"writes_per_day":null}}]}""".formatted(PROJECT));

        assertThat(gateway.admin("DELETE", path + "/" + PROJECT, "").status()).isEqualTo(204);
        assertThat(grants()).isEqualTo("{\"grants\":[]}");
        assertThat(gateway.admin("DELETE", path + "/" + PROJECT, "").status()).isEqualTo(404);
        assertThat(DATABASE.jdbc()
                        .sql(
                                "select reason from audit_event where agent_id = :agent and project_id = :project order by id")
                        .param("agent", agent)
                        .param("project", PROJECT)
                        .query(String.class)
                        .list())
                .containsExactly("grant_put", "grant_put", "grant_deleted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | scopes must be a list of scopes.",
                "{\"scopes\": [\"issue:delete\"]}                               | scopes may hold only these: workspace:read",
                "{\"scopes\": [null]}                                           | scopes may hold only these: workspace:read",
                "{\"scopes\": \"issue:read\"}                                   | The value of 'scopes' has the wrong type.",
                "{\"scopes\": [], \"highest_role\": 10}                         | highest_role must be 5",
                "{\"scopes\": [], \"allow_terminal_states\": \"yes\"}           | The value of 'allow_terminal_states' has the wrong type.",
                "{\"scopes\": [], \"quotas\": {\"calls_per_minute\": 0}}        | quotas.calls_per_minute must be a number above 0.",
                "{\"scopes\": [], \"quotas\": {\"writes_per_day\": -1}}         | quotas.writes_per_day must be a number above 0.",
                "{\"scopes\": [], \"quotas\": {\"writes_per_day\": 2147483648}} | The number in 'quotas.writes_per_day' is too large: whole numbers go up to 2147483647.",
                "{\"scopes\": [], \"quotas\": {\"writes_per_day\": 1.5}}        | The value of 'quotas.writes_per_day' has the wrong type.",
                "{\"scopes\": [], \"quotas\": {\"calls\": 1}}                   | The property 'quotas.calls' is not known here."
            })
    void aGrantThatBreaksARuleIsRefusedWithASentence(String body, String sentence) {
        Answer answer = gateway.admin("PUT", path + "/" + PROJECT, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).startsWith(sentence);
        assertThat(grants()).isEqualTo("{\"grants\":[]}");
    }

    private String grants() {
        return gateway.admin("GET", path, "").text();
    }
}
