package dc.node.gateway.admin.agent;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestGateway.IssuedToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TokensApiTest {

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
        path = "/api/v1/agents/" + agent + "/tokens";
    }

    @Test
    void aTokenIsShownOnceAndLastsNinetyDays() {
        Answer issued = gateway.admin("POST", path, "{\"name\": \"laptop\"}");

        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
        assertThat(issued.json().propertyNames()).containsExactly("id", "token", "name", "expires_at");
        assertThat(expiry(issued.json())).isCloseTo(Instant.now().plus(90, DAYS), within(1, MINUTES));
        Answer list = gateway.admin("GET", path, "");
        JsonNode listed = list.json().path("tokens").get(0);
        assertThat(listed.propertyNames())
                .containsExactly("id", "name", "created_at", "expires_at", "revoked_at", "last_used_at", "replaced_by");
        assertThat(listed.path("id")).isEqualTo(issued.json().path("id"));
        assertThat(listed.path("expires_at")).isEqualTo(issued.json().path("expires_at"));
        assertThat(list.text()).doesNotContain(issued.json().path("token").asString());
    }

    @Test
    void aTokensLifeMayBeChosen() {
        Answer issued = gateway.admin("POST", path, "{\"name\": \"laptop\", \"expires_in_days\": 7}");

        assertThat(expiry(issued.json())).isCloseTo(Instant.now().plus(7, DAYS), within(1, MINUTES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                         | name must be one line of 1 to 200 characters.",
                "{\"name\": \"\"}                           | name must be one line of 1 to 200 characters.",
                "{\"name\": \"n\", \"expires_in_days\": 0}   | expires_in_days must be a number from 1 to 365.",
                "{\"name\": \"n\", \"expires_in_days\": 366} | expires_in_days must be a number from 1 to 365.",
                "{\"name\": \"n\", \"expires_in_days\": \"7\"} | The value of 'expires_in_days' has the wrong type.",
                "{\"name\": \"n\", \"expires_in_days\": 1.5} | The value of 'expires_in_days' has the wrong type.",
                "{\"name\": \"n\", \"token\": \"mine\"}      | The property 'token' is not known here."
            })
    void aTokenThatBreaksARuleIsRefusedWithASentence(String body, String sentence) {
        Answer answer = gateway.admin("POST", path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).isEqualTo(sentence);
    }

    @Test
    void revokingMayBeRepeatedAndIsSeenInTheList() {
        IssuedToken token = gateway.newToken(agent);

        assertThat(gateway.admin("DELETE", path + "/" + token.id(), "").status())
                .isEqualTo(204);
        String revokedAt = revokedAt();
        assertThat(gateway.admin("DELETE", path + "/" + token.id(), "").status())
                .isEqualTo(204);

        assertThat(revokedAt).isNotEmpty().isEqualTo(revokedAt());
    }

    @Test
    void anotherAgentsTokenIsNotFound() {
        IssuedToken foreign = gateway.newToken(gateway.newAgent("owner-2"));

        assertThat(gateway.admin("DELETE", path + "/" + foreign.id(), "").status())
                .isEqualTo(404);
    }

    @Test
    void theDatabaseHoldsOnlyTheHashOfAToken() throws NoSuchAlgorithmException {
        IssuedToken token = gateway.newToken(agent);
        String hash = HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(token.text().getBytes(StandardCharsets.US_ASCII)));

        String dump = DATABASE.dump();

        assertThat(dump).contains(hash);
        assertThat(dump).doesNotContain(token.text(), token.text().substring(4));
        assertThat(dump).doesNotContain(TestGateway.ADMIN_TOKEN);
    }

    private String revokedAt() {
        return gateway.admin("GET", path, "")
                .json()
                .path("tokens")
                .get(0)
                .path("revoked_at")
                .asString("");
    }

    private static Instant expiry(JsonNode token) {
        return Instant.parse(token.path("expires_at").asString());
    }
}
