package dc.node.gateway.admin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AgentsApiTest {

    private static final String NOBODY = "/api/v1/agents/22222222-2222-4222-8222-222222222222";

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
    void aNewAgentIsShownBareWithItsId() {
        Answer created = gateway.admin("POST", "/api/v1/agents", """
                {"owner_user_id": "u-1", "owner_email": "u1@example.test", "display_name": "Отчёты", "tenant": "north"}""");

        assertThat(created.status()).isEqualTo(201);
        JsonNode agent = created.json();
        assertThat(agent.propertyNames())
                .containsExactly(
                        "id",
                        "tenant",
                        "owner_user_id",
                        "owner_email",
                        "display_name",
                        "state",
                        "owner_blocked",
                        "created_at",
                        "disabled_at");
        assertThat(agent.path("tenant").asString()).isEqualTo("north");
        assertThat(agent.path("display_name").asString()).isEqualTo("Отчёты");
        assertThat(agent.path("state").asString()).isEqualTo("active");
        assertThat(gateway.admin("GET", "/api/v1/agents/" + agent.path("id").asString(), "")
                        .json())
                .isEqualTo(agent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"owner_email\": \"a@b.c\", \"display_name\": \"n\"}                                  | owner_user_id must be one line of 1 to 200 characters, without slashes and backslashes, and not of dots only.",
                "{\"owner_user_id\": \" \", \"owner_email\": \"a@b.c\", \"display_name\": \"n\"}        | owner_user_id must be one line of 1 to 200 characters, without slashes and backslashes, and not of dots only.",
                "{\"owner_user_id\": \"a/b\", \"owner_email\": \"a@b.c\", \"display_name\": \"n\"} | owner_user_id must be one line of 1 to 200 characters, without slashes and backslashes, and not of dots only.",
                "{\"owner_user_id\": \"..\", \"owner_email\": \"a@b.c\", \"display_name\": \"n\"} | owner_user_id must be one line of 1 to 200 characters, without slashes and backslashes, and not of dots only.",
                "{\"owner_user_id\": \"u\", \"owner_email\": \"nobody\", \"display_name\": \"n\"}       | owner_email must be an e-mail address.",
                "{\"owner_user_id\": \"u\", \"owner_email\": \"a@b.c\", \"display_name\": \"a\\u0000\"} | display_name must be 1 to 120 characters, not all blank, without control characters.",
                "{\"owner_user_id\": \"u\", \"owner_email\": \"a@b.c\", \"display_name\": null}         | display_name must be 1 to 120 characters, not all blank, without control characters.",
                "{\"owner_user_id\": \"u\", \"owner_email\": \"a@b.c\", \"display_name\": \"n\", \"tenant\": \"A B\"} | tenant must be 1 to 63 characters of a-z, 0-9 and '-', not beginning with '-'.",
                "{\"owner_user_id\": \"u\", \"owner_email\": \"a@b.c\", \"display_name\": \"n\", \"admin\": true} | The property 'admin' is not known here.",
                "{\"owner_user_id\": 5, \"owner_email\": \"a@b.c\", \"display_name\": \"n\"}            | The value of 'owner_user_id' has the wrong type.",
                "[]                                                                                     | The body must be one JSON object, with each of its properties once.",
                "{\"owner_user_id\":                                                                    | The body must be one JSON object, with each of its properties once."
            })
    void anAgentThatBreaksARuleIsRefusedWithASentence(String body, String sentence) {
        Answer answer = gateway.admin("POST", "/api/v1/agents", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).isEqualTo(sentence);
    }

    @Test
    void aRequestWithoutABodyIsRefusedWithASentence() {
        Answer answer = gateway.admin("POST", "/api/v1/agents", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("The body must be one JSON object, with each of its properties once.");
    }

    @Test
    void listsGoThroughPagesAndMeetEveryAgentOnce() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(gateway.newAgent("owner-of-five").toString());
        }
        List<String> met = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = gateway.admin("GET", "/api/v1/agents?owner_user_id=owner-of-five&limit=2" + cursor, "")
                    .json();
            page.path("agents").forEach(agent -> met.add(agent.path("id").asString()));
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("next_cursor").asString();
        } while (!cursor.isEmpty());

        assertThat(met).isEqualTo(made);
    }

    @Test
    void listsCanBeNarrowedByStateAndTenant() {
        UUID active = gateway.newAgent("owner-of-two");
        UUID disabled = gateway.newAgent("owner-of-two");
        gateway.admin("POST", "/api/v1/agents/" + disabled + "/disable", "");

        assertThat(ids("owner_user_id=owner-of-two&state=active")).containsExactly(active.toString());
        assertThat(ids("owner_user_id=owner-of-two&state=disabled")).containsExactly(disabled.toString());
        assertThat(ids("owner_user_id=owner-of-two&tenant=default")).hasSize(2);
        assertThat(ids("owner_user_id=owner-of-two&tenant=other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=many",
                "state=asleep",
                "cursor=x",
                "tenant=A%20B",
                "owner_user_id=a%00b"
            })
    void aFilterThatMeansNothingIsRefused(String query) {
        Answer answer = gateway.admin("GET", "/api/v1/agents?" + query, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void anAgentIsRenamed() {
        UUID agent = gateway.newAgent("owner-1");

        Answer answer = gateway.admin("PATCH", "/api/v1/agents/" + agent, "{\"display_name\": \"Nightly\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("display_name").asString()).isEqualTo("Nightly");
        assertThat(acts(agent)).containsExactly("agent_created", "agent_renamed");
    }

    @Test
    void disablingAndEnablingMayBeRepeated() {
        UUID agent = gateway.newAgent("owner-1");
        String path = "/api/v1/agents/" + agent;

        JsonNode first = gateway.admin("POST", path + "/disable", "").json();
        JsonNode second = gateway.admin("POST", path + "/disable", "").json();
        gateway.admin("POST", path + "/enable", "");
        JsonNode last = gateway.admin("POST", path + "/enable", "").json();

        assertThat(first.path("state").asString()).isEqualTo("disabled");
        assertThat(second).isEqualTo(first);
        assertThat(last.path("state").asString()).isEqualTo("active");
        assertThat(last.path("disabled_at").isNull()).isTrue();
        assertThat(acts(agent))
                .containsExactly("agent_created", "agent_disabled", "agent_disabled", "agent_enabled", "agent_enabled");
    }

    @Test
    void blockingAnOwnerDisablesEveryAgentOfTheOwnerUntilUnblocked() {
        UUID first = gateway.newAgent("owner-blocked");
        UUID second = gateway.newAgent("owner-blocked");

        Answer blocked = gateway.admin("POST", "/api/v1/owners/owner-blocked/block", "");
        gateway.admin("POST", "/api/v1/owners/owner-blocked/block", "");

        assertThat(blocked.json().toString())
                .isEqualTo("{\"owner_user_id\":\"owner-blocked\",\"tenant\":\"default\",\"blocked\":true}");
        assertThat(ids("owner_user_id=owner-blocked&state=disabled"))
                .containsExactly(first.toString(), second.toString());
        gateway.admin("POST", "/api/v1/owners/owner-blocked/unblock", "");
        gateway.admin("POST", "/api/v1/owners/owner-blocked/unblock", "");
        assertThat(ids("owner_user_id=owner-blocked&state=active")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, /disable", "POST, /enable", "GET, /grants", "GET, /tokens"})
    void anUnknownAgentIsNotFound(String method, String rest) {
        Answer answer = gateway.admin(method, NOBODY + rest, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asString()).startsWith("There is no agent with the id");
    }

    @Test
    void anIdOfTheWrongFormIsRefused() {
        assertThat(gateway.admin("GET", "/api/v1/agents/bob", "").status()).isEqualTo(400);
    }

    @Test
    void everyActNamesWhoDidIt() {
        UUID agent = gateway.newAgent("owner-1");

        Map<String, Object> event = DATABASE.jdbc()
                .sql("select * from audit_event where agent_id = :agent")
                .param("agent", agent)
                .query()
                .singleRow();

        assertThat(event)
                .containsEntry("kind", "admin")
                .containsEntry("decision", "allow")
                .containsEntry("reason", "agent_created")
                .containsEntry("actor", "service-token")
                .containsEntry("owner_user_id", "owner-1")
                .containsEntry("tenant", "default");
    }

    @Test
    void anActThatCannotBeRecordedDoesNotHappen() {
        String body = """
                {"owner_user_id": "owner-unrecorded", "owner_email": "o@example.test", "display_name": "n"}""";
        DATABASE.jdbc()
                .sql("alter table audit_event rename to audit_event_away")
                .update();
        try {
            Answer answer = gateway.admin("POST", "/api/v1/agents", body);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.text()).doesNotContain("audit_event");
        } finally {
            DATABASE.jdbc()
                    .sql("alter table audit_event_away rename to audit_event")
                    .update();
        }
        assertThat(ids("owner_user_id=owner-unrecorded")).isEmpty();
    }

    private static List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        gateway.admin("GET", "/api/v1/agents?" + query, "")
                .json()
                .path("agents")
                .forEach(agent -> ids.add(agent.path("id").asString()));
        return ids;
    }

    private static List<String> acts(UUID agent) {
        return DATABASE.jdbc()
                .sql("select reason from audit_event where agent_id = :agent order by id")
                .param("agent", agent)
                .query(String.class)
                .list();
    }

    @Test
    void theTrailNamesTheOwnerWhoIsBlockedAndUnblocked() {
        gateway.admin("POST", "/api/v1/owners/u-blocked/block", "");
        gateway.admin("POST", "/api/v1/owners/u-blocked/unblock", "");

        assertThat(DATABASE.jdbc()
                        .sql("select reason from audit_event where owner_user_id = 'u-blocked' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("owner_blocked", "owner_unblocked");
    }
}
