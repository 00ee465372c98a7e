package dc.node.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestGateway.IssuedToken;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentSessionTest {

    private static final UUID PROJECT = UUID.fromString("11111111-1111-4111-8111-111111111111");

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    private UUID agentId;
    private IssuedToken token;

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
        agentId = gateway.newAgent("owner-1");
        token = gateway.newToken(agentId);
    }

    @Test
    void anAgentLearnsWhoItIsAndWhatItMayDo() {
        gateway.admin("PUT", "/api/v1/agents/" + agentId + "/grants/" + PROJECT, """
                {"scopes": ["issue:comment", "issue:read"], "allow_terminal_states": true, "highest_role": 5}""");

        Answer answer = session();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("agent").toString()).isEqualTo("""
                {"id":"%s","display_name":"Reporter","tenant":"default","owner_user_id":"owner-1",\
                "owner_email":"owner@example.test"}""".formatted(agentId));
        assertThat(answer.json().path("token").path("name").asString()).isEqualTo("laptop");
        assertThat(Instant.parse(answer.json().path("token").path("expires_at").asString()))
                .isAfter(Instant.now());
        assertThat(answer.json().path("grants").toString()).isEqualTo("""
                [{"project_id":"%s","scopes":["issue:read","issue:comment"],"allow_terminal_states":true,\
                "highest_role":5}]""".formatted(PROJECT));
    }

    @Test
    void aChangedGrantShowsInTheNextRequest() {
        String grant = "/api/v1/agents/" + agentId + "/grants/" + PROJECT;
        gateway.admin("PUT", grant, "{\"scopes\": [\"issue:read\"]}");
        assertThat(session().json().path("grants")).hasSize(1);

        gateway.admin("DELETE", grant, "");

        assertThat(session().json().path("grants")).isEmpty();
    }

    @Test
    void theLastUseIsNotedOnceAMinute() {
        session();
        Instant first = noted();
        session();

        assertThat(noted()).isEqualTo(first);
    }

    @Test
    void aUseMoreThanAMinuteAfterTheLastIsNoted() {
        Instant longAgo = Instant.parse("2026-01-01T00:00:00Z");
        DATABASE.jdbc()
                .sql("update agent_token set last_used_at = '2026-01-01T00:00:00Z' where id = :id")
                .param("id", token.id())
                .update();

        session();

        assertThat(notedAfter(longAgo)).isAfter(longAgo);
    }

    private Answer session() {
        return gateway.send("GET", "/api/v1/agent-session", Optional.of(token.text()), "");
    }

    private Instant noted() {
        return notedAfter(Instant.EPOCH);
    }

    /** The note is written behind the request. */
    private Instant notedAfter(Instant moment) {
        return await().until(
                        this::lastUsedAt, last -> last.filter(moment::isBefore).isPresent())
                .orElseThrow();
    }

    private Optional<Instant> lastUsedAt() {
        String value = gateway.admin("GET", "/api/v1/agents/" + agentId + "/tokens", "")
                .json()
                .path("tokens")
                .get(0)
                .path("last_used_at")
                .asString("");
        return value.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(value));
    }
}
