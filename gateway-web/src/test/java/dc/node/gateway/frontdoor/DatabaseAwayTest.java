package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseAwayTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;
    private static String agentToken;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
        agentToken = gateway.newToken(gateway.newAgent("owner-1")).text();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void takeAway() {
        DATABASE.goAway();
    }

    @AfterEach
    void bringBack() {
        DATABASE.comeBack();
    }

    @Test
    void anAgentIsToldToComeBackAndIsLetInWhenTheDatabaseIsThereAgain() {
        Answer away = session();

        assertThat(away.status()).isEqualTo(503);
        assertThat(away.json().path("error").path("code").asString()).isEqualTo("gateway_unavailable");
        assertThat(away.json().path("error").path("retryable").asBoolean()).isTrue();
        assertThat(away.text()).doesNotContainIgnoringCase("exception");
        DATABASE.comeBack();
        await().untilAsserted(() -> assertThat(session().status()).isEqualTo(200));
    }

    @Test
    void anAdministratorIsToldInProblemDetails() {
        Answer answer = gateway.admin("GET", "/api/v1/agents", "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("The gateway's database is out of reach. Try again in a few seconds.");
    }

    @Test
    void nothingIsChangedWhileNothingCanBeRecorded() {
        String body = "{\"owner_user_id\": \"o\", \"owner_email\": \"o@example.test\", \"display_name\": \"n\"}";

        assertThat(gateway.admin("POST", "/api/v1/agents", body).status()).isEqualTo(503);
    }

    @Test
    void aStrangerIsNotToldThatTheyAreOneWhenThatCannotBeRecorded() {
        assertThat(gateway.send("GET", "/api/v1/agents", Optional.of("wrong"), "")
                        .status())
                .isEqualTo(503);
    }

    @Test
    void theProcessStillSaysThatItLives() {
        Answer answer = gateway.send("GET", "/healthz", Optional.empty(), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
    }

    private static Answer session() {
        return gateway.send("GET", "/api/v1/agent-session", Optional.of(agentToken), "");
    }
}
