package dc.node.gateway.admin.session;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.Operation;
import dc.node.gateway.testing.Answer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How administrators close work sessions, or close them with their agents. */
class WorkSessionClosingApiTest {

    private static final WorkSessionsApi API = new WorkSessionsApi();

    private final String owner = "owner-" + UUID.randomUUID();
    private final SessionCaller agent = API.newCaller(owner);

    @AfterAll
    static void stop() {
        API.close();
    }

    @Test
    void closingKeepsTheReasonLeavesATrailAndAnswersTheSession() {
        UUID issue = API.knownIssue("CORE-16");
        String session = agent.startOnIssue(issue);
        String pending = agent.comment(issue);

        Answer closed = API.close(session, "Opened on the wrong issue");

        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.json().path("id").asString()).isEqualTo(session);
        assertThat(closed.json().path("state").asString()).isEqualTo("closed");
        assertThat(closed.json().path("closed_because").asString())
                .isEqualTo("closed by an administrator: Opened on the wrong issue");
        assertThat(closed.json().path("closes_at").isNull()).isTrue();
        assertThat(closed.json().path("ended_at").isNull()).isFalse();
        assertThat(API.operation(pending)).as("what it took is a promise").isPresent();
        JsonNode event = newestEvent();
        assertThat(event.path("kind").asString()).isEqualTo("admin");
        assertThat(event.path("reason").asString()).isEqualTo("session_closed");
        assertThat(event.path("actor").asString()).isEqualTo("service-token");
        assertThat(event.path("owner_user_id").asString()).isEqualTo(owner);
        assertThat(event.path("issue_id").asString()).isEqualTo(issue.toString());
        assertThat(event.path("detail").asString()).isEqualTo("session " + session + ": Opened on the wrong issue");
        assertThat(agent.call("tasker_append_comment", """
                                {"issue_id": "%s", "comment_html": "<p>late</p>", "session_id": "%s"}""".formatted(issue, session))
                        .json()
                        .path("error")
                        .path("message")
                        .asString())
                .contains("closed by an administrator: Opened on the wrong issue");
    }

    @Test
    void whatHasEndedCannotBeClosed() {
        String closed = agent.startOnProject(WorkSessionsApi.PROJECT);
        API.close(closed, "first");

        Answer again = API.close(closed, "second");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(again.json().path("detail").asString())
                .startsWith("The session has ended at 2")
                .contains("closed (closed by an administrator: first)");
        assertThat(acts()).containsExactly("session_closed");
    }

    @Test
    void closingAFinishingSessionCancelsItsFinishUnlessAnAttemptMayRun() {
        String session = agent.startOnProject(WorkSessionsApi.PROJECT);
        String finish = agent.finish(session);
        LedgerStore ledger = API.gateway.bean(LedgerStore.class);
        Operation attempt =
                ledger.beginAttempt(UUID.fromString(finish), Instant.now()).orElseThrow();

        Answer tooEarly = API.close(session, "Tasker is gone");
        ledger.markAttemptOver(attempt);
        Answer closed = API.close(session, "Tasker is gone");

        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(tooEarly.json().path("detail").asString())
                .startsWith("An attempt at the session's finish may be under way until 2")
                .endsWith("so nothing was changed. Try again then.");
        assertThat(closed.status()).as(closed.text()).isEqualTo(200);
        assertThat(closed.json().path("closed_because").asString())
                .isEqualTo("closed by an administrator: Tasker is gone");
        assertThat(API.operation(finish)).isEmpty();
        assertThat(agent.call("tasker_get_agent_instructions", "{}").text())
                .contains("An administrator closed the session before this finish took effect: Tasker is gone.");
        assertThat(acts()).containsExactly("session_closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\": null}",
                "{\"reason\": \"\"}",
                "{\"reason\": \"  \"}",
                "{\"reason\": \"a\\nb\"}",
                "{\"reason\": \"\\ud800\"}"
            })
    void aCloseGivesAReason(String body) {
        String session = agent.startOnProject(WorkSessionsApi.PROJECT);

        Answer answer = API.gateway.admin("POST", WorkSessionsApi.SESSIONS + "/" + session + "/close", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains("reason");
        assertThat(API.ids("agent_id=" + agent.id + "&open=true")).containsExactly(session);
    }

    @Test
    void aReasonHas500CharactersAtMost() {
        String session = agent.startOnProject(WorkSessionsApi.PROJECT);

        assertThat(API.close(session, "r".repeat(501)).status()).isEqualTo(400);
        assertThat(API.close(session, "🦉".repeat(500)).status()).isEqualTo(200);
    }

    @Test
    void aDisabledAgentHasNoOpenSessionAndGetsNoneBack() {
        String session = agent.startOnProject(WorkSessionsApi.PROJECT);

        API.gateway.admin("POST", "/api/v1/agents/" + agent.id + "/disable", "");

        assertThat(API.ids("agent_id=" + agent.id + "&open=true")).isEmpty();
        API.gateway.admin("POST", "/api/v1/agents/" + agent.id + "/enable", "");
        assertThat(agent.openSessions()).isEmpty();
        assertThat(API.list("agent_id=" + agent.id)
                        .getFirst()
                        .path("closed_because")
                        .asString())
                .isEqualTo("its agent was disabled");
        assertThat(agent.startOnProject(WorkSessionsApi.PROJECT)).isNotEqualTo(session);
        assertThat(acts()).containsExactly("agent_disabled", "agent_enabled");
        assertThat(detailOf("agent_disabled")).isEqualTo("Reporter; work sessions closed: 1");
    }

    @Test
    void aBlockedOwnersAgentsHaveNoOpenSessionAndGetNoneBack() {
        agent.startOnProject(WorkSessionsApi.PROJECT);
        SessionCaller colleague = API.newCaller(owner);
        colleague.startOnProject(WorkSessionsApi.PROJECT);
        String finishing = colleague.startOnProject(WorkSessionsApi.OTHER_PROJECT);
        colleague.finish(finishing);

        API.gateway.admin("POST", "/api/v1/owners/" + owner + "/block", "");

        assertThat(API.ids("owner_user_id=" + owner + "&open=true")).isEmpty();
        assertThat(API.list("owner_user_id=" + owner))
                .hasSize(3)
                .allSatisfy(session -> assertThat(session.path("closed_because").asString())
                        .isEqualTo("its agent's owner was blocked"));
        API.gateway.admin("POST", "/api/v1/owners/" + owner + "/unblock", "");
        assertThat(agent.openSessions()).isEmpty();
        assertThat(colleague.openSessions()).isEmpty();
    }

    private JsonNode newestEvent() {
        return API.gateway
                .admin("GET", "/api/v1/mcp/audit?limit=1&agent_id=" + agent.id, "")
                .json()
                .path("events")
                .path(0);
    }

    private List<String> acts() {
        return API.database
                .jdbc()
                .sql("""
                select reason from audit_event
                 where agent_id = :agent and kind = 'admin'
                   and reason not in ('agent_created', 'grant_put', 'token_issued')
                 order by id""")
                .param("agent", agent.id)
                .query(String.class)
                .list();
    }

    private String detailOf(String act) {
        return API.database
                .jdbc()
                .sql("select detail from audit_event where agent_id = :agent and reason = :act")
                .param("agent", agent.id)
                .param("act", act)
                .query(String.class)
                .single();
    }
}
