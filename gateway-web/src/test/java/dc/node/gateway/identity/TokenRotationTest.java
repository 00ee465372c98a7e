package dc.node.gateway.identity;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dc.node.gateway.identity.Credential.ProviderToken;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestClock;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestGateway.IssuedToken;
import dc.node.gateway.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/** A new token in the place of an old one. */
class TokenRotationTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final TestClock CLOCK = new TestClock();
    private static TestGateway gateway;

    private UUID agent;
    private IssuedToken token;

    @BeforeAll
    static void start() {
        gateway = TestGateway.startWith(ClockOfTheTest.class, DATABASE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void makeAgent() {
        agent = gateway.newAgent("owner-1");
        token = gateway.newToken(agent);
    }

    @Test
    void theSuccessorHasNameAndEndAndBothAreGoodMeanwhile() {
        Instant end = expiry(listed(token.id()));

        Answer rotated = rotateAsAdministrator(token.id(), "");

        assertThat(rotated.status()).isEqualTo(201);
        assertThat(rotated.header("Cache-Control")).isEqualTo("no-store");
        assertThat(rotated.json().propertyNames()).containsExactly("id", "token", "name", "expires_at");
        assertThat(rotated.json().path("name").asString()).isEqualTo("laptop");
        assertThat(expiry(rotated.json())).isEqualTo(end);
        assertThat(session(text(rotated))).isEqualTo(200);
        assertThat(session(token.text())).isEqualTo(200);
        assertThat(expiry(listed(token.id()))).isCloseTo(CLOCK.instant().plus(10, MINUTES), within(1, MINUTES));
        assertThat(listed(token.id()).path("replaced_by"))
                .isEqualTo(rotated.json().path("id"));
        assertThat(lastEvent("token_rotated"))
                .contains(token.id().toString(), rotated.json().path("id").asString(), "service-token");
    }

    @Test
    void withoutOverlapTheOldTokenEndsAtOnce() {
        Answer rotated = rotateAsAdministrator(token.id(), "{\"overlap_minutes\": 0}");

        assertThat(rotated.status()).isEqualTo(201);
        assertThat(session(token.text())).isEqualTo(401);
        assertThat(session(text(rotated))).isEqualTo(200);
    }

    @Test
    void theOldTokenNeverLastsLongerThanBefore() {
        Instant soon = CLOCK.instant().plus(3, MINUTES);
        expire(token.id(), soon);

        rotateAsAdministrator(token.id(), "{\"overlap_minutes\": 1440}");

        assertThat(expiry(listed(token.id()))).isCloseTo(soon, within(1, MILLIS));
    }

    @Test
    void nothingLivesOnByBeingRotated() {
        Instant soon = CLOCK.instant().plus(3, MINUTES);
        expire(token.id(), soon);

        Answer first = rotateAsAgent(token.text());
        Answer second = rotateAsAgent(text(first));
        Answer third = rotateAsAdministrator(id(second), "");

        for (Answer rotated : List.of(first, second, third)) {
            assertThat(expiry(rotated.json())).isEqualTo(soon.truncatedTo(SECONDS));
        }
    }

    @Test
    void aRevokedTokenTakesItsSuccessorsWithItAndNoOther() {
        Answer successor = rotateAsAgent(token.text());
        Answer last = rotateAsAgent(text(successor));
        IssuedToken another = gateway.newToken(agent);

        Answer revoked = gateway.admin("DELETE", "/api/v1/agents/" + agent + "/tokens/" + token.id(), "");

        assertThat(revoked.status()).isEqualTo(204);
        assertThat(session(token.text())).isEqualTo(401);
        assertThat(session(text(successor))).isEqualTo(401);
        assertThat(session(text(last))).isEqualTo(401);
        assertThat(session(another.text())).isEqualTo(200);
        assertThat(lastEvent("token_revoked"))
                .contains(token.id().toString(), id(successor).toString(), id(last).toString())
                .doesNotContain(another.id().toString());
    }

    @Test
    void aSuccessorIsRevokedWithoutThoseBeforeIt() {
        Answer successor = rotateAsAgent(token.text());

        gateway.admin("DELETE", "/api/v1/agents/" + agent + "/tokens/" + id(successor), "");

        assertThat(session(text(successor))).isEqualTo(401);
        assertThat(session(token.text())).isEqualTo(200);
    }

    @Test
    void whatIsRotatedWhileItIsRevokedLeavesNoGoodToken() {
        for (int i = 0; i < 20; i++) {
            IssuedToken first = gateway.newToken(agent);
            Answer second = rotateAsAgent(first.text());
            makeOld();
            AtomicInteger turn = new AtomicInteger();

            atOnce(
                    2,
                    () -> turn.getAndIncrement() == 0
                            ? rotateNow(text(second)).status()
                            : gateway.admin("DELETE", "/api/v1/agents/" + agent + "/tokens/" + first.id(), "")
                                    .status());

            assertThat(tokens())
                    .filteredOn(listed ->
                            !listed.path("id").asString().equals(token.id().toString()))
                    .allSatisfy(listed ->
                            assertThat(listed.path("revoked_at").isNull()).isFalse());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"overlap_minutes\": -1}   | overlap_minutes must be a number from 0 to 1440.",
                "{\"overlap_minutes\": 1441} | overlap_minutes must be a number from 0 to 1440.",
                "{\"overlap\": 5}            | The property 'overlap' is not known here."
            })
    void anOverlapThatBreaksARuleIsRefusedWithASentence(String body, String sentence) {
        Answer answer = rotateAsAdministrator(token.id(), body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).isEqualTo(sentence);
        assertThat(listed(token.id()).path("replaced_by").isNull()).isTrue();
    }

    @Test
    void anAgentRotatesItsOwnToken() {
        Answer rotated = rotateAsAgent(token.text());

        assertThat(rotated.status()).isEqualTo(201);
        assertThat(rotated.header("Cache-Control")).isEqualTo("no-store");
        assertThat(session(text(rotated))).isEqualTo(200);
        assertThat(expiry(listed(token.id()))).isCloseTo(CLOCK.instant().plus(10, MINUTES), within(1, MINUTES));
        assertThat(lastEvent("token_rotated")).contains(token.id().toString(), "agent");
        assertThat(rotateAsAgent(text(rotated)).status())
                .as("the successor in its turn")
                .isEqualTo(201);
    }

    @Test
    void aTokenThatIsBeingReplacedIsNotRotatedAgain() {
        String successor = rotateAsAgent(token.text()).json().path("id").asString();

        Answer byAgent = rotateAsAgent(token.text());
        Answer byAdministrator = rotateAsAdministrator(token.id(), "");

        assertThat(byAgent.status()).isEqualTo(409);
        assertThat(byAgent.json().path("detail").asString()).contains("rotated already", successor);
        assertThat(byAdministrator.status()).isEqualTo(409);
        assertThat(tokens()).hasSize(2);
        assertThat(lastEvent("rotation_refused"))
                .contains("\"decision\":\"deny\"", "\"actor\":\"agent\"", "\"owner_user_id\":\"owner-1\"", successor);
    }

    @Test
    void ofManyRotationsAtOnceOneSucceeds() {
        makeOld();

        List<Integer> statuses = atOnce(12, () -> rotateNow(token.text()).status());

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(11);
        assertThat(tokens()).hasSize(2);
    }

    @Test
    void anAgentRotatesNoTokenThatIsLessThanAMinuteOld() {
        Answer early = rotateNow(token.text());

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.json().path("detail").asString())
                .startsWith("This token was made less than a minute ago, so it is not rotated yet. Use it;");
        assertThat(lastEvent("rotation_refused")).contains("less than a minute ago");
        assertThat(tokens()).hasSize(1);

        CLOCK.advance(Duration.ofMinutes(1));
        Answer successor = rotateNow(token.text());

        assertThat(successor.status()).isEqualTo(201);
        assertThat(rotateNow(text(successor)).status()).isEqualTo(409);
        assertThat(rotateAsAdministrator(id(successor), "").status())
                .as("an administrator need not wait")
                .isEqualTo(201);
    }

    @Test
    void ofManySuccessorsTenAreNamedInTheTrail() {
        UUID last = token.id();
        for (int i = 0; i < 12; i++) {
            last = id(rotateAsAdministrator(last, ""));
        }

        gateway.admin("DELETE", "/api/v1/agents/" + agent + "/tokens/" + token.id(), "");

        assertThat(tokens())
                .hasSize(13)
                .allSatisfy(
                        listed -> assertThat(listed.path("revoked_at").isNull()).isFalse());
        assertThat(lastEvent("token_revoked")).contains(" and 2 more\"").doesNotContain(last.toString());
    }

    @Test
    void aRevokedOrExpiredOrForeignTokenIsNotRotated() {
        gateway.admin("DELETE", "/api/v1/agents/" + agent + "/tokens/" + token.id(), "");
        IssuedToken expired = gateway.newToken(agent);
        expire(expired.id(), CLOCK.instant().minusSeconds(1));
        IssuedToken foreign = gateway.newToken(gateway.newAgent("owner-2"));

        assertThat(rotateAsAdministrator(token.id(), "").status()).isEqualTo(409);
        assertThat(rotateAsAdministrator(expired.id(), "").status()).isEqualTo(409);
        assertThat(rotateAsAdministrator(foreign.id(), "").status()).isEqualTo(404);
        assertThat(rotateAsAgent(expired.text()).status()).isEqualTo(401);
        assertThat(tokens()).hasSize(2);
    }

    @Test
    void aTokenOfAnIdentityProviderIsNotRotatedHere() {
        AuthenticatedAgent caller = new AuthenticatedAgent(
                agent,
                "default",
                "Reporter",
                "owner-1",
                "owner@example.test",
                new ProviderToken(UUID.randomUUID(), "provider", CLOCK.instant().plus(1, DAYS)),
                Map.of());
        AgentSessionController controller = gateway.bean(AgentSessionController.class);

        assertThatThrownBy(() -> controller.rotate(caller, new MockHttpServletRequest()))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        problem -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.CONFLICT))
                .hasMessageContaining("identity provider");
        assertThat(lastEvent("rotation_refused")).contains("identity provider");
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void tokensAreDeletedThirtyDaysAfterTheirEnd() {
        IssuedToken expiredLongAgo = gateway.newToken(agent);
        expire(expiredLongAgo.id(), CLOCK.instant().minus(31, DAYS));
        IssuedToken expired = gateway.newToken(agent);
        expire(expired.id(), CLOCK.instant().minus(29, DAYS));
        IssuedToken revokedLongAgo = gateway.newToken(agent);
        DATABASE.jdbc()
                .sql("update agent_token set revoked_at = :moment where id = :id")
                .param("id", revokedLongAgo.id())
                .param("moment", CLOCK.instant().minus(31, DAYS).atOffset(UTC))
                .update();

        gateway.bean(Upkeep.class).deleteExpired("tokens");

        assertThat(tokens())
                .extracting(listed -> listed.path("id").asString())
                .containsExactly(token.id().toString(), expired.id().toString());
    }

    private static <T> List<T> atOnce(int times, Supplier<T> call) {
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<CompletableFuture<T>> calls = IntStream.range(0, times)
                    .mapToObj(number -> CompletableFuture.supplyAsync(call, threads))
                    .toList();
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }

    private Answer rotateAsAdministrator(UUID tokenId, String body) {
        return gateway.admin("POST", "/api/v1/agents/" + agent + "/tokens/" + tokenId + "/rotate", body);
    }

    /** With a token that is old enough. */
    private Answer rotateAsAgent(String text) {
        makeOld();
        return rotateNow(text);
    }

    private void makeOld() {
        DATABASE.jdbc()
                .sql("update agent_token set created_at = created_at - interval '1 minute' where agent_id = :agent")
                .param("agent", agent)
                .update();
    }

    private static Answer rotateNow(String text) {
        return gateway.send("POST", "/api/v1/agent-session/rotate", Optional.of(text), "");
    }

    private static int session(String text) {
        return gateway.send("GET", "/api/v1/agent-session", Optional.of(text), "")
                .status();
    }

    private List<JsonNode> tokens() {
        return gateway.admin("GET", "/api/v1/agents/" + agent + "/tokens", "")
                .json()
                .path("tokens")
                .valueStream()
                .toList();
    }

    private JsonNode listed(UUID tokenId) {
        return tokens().stream()
                .filter(listed -> listed.path("id").asString().equals(tokenId.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static void expire(UUID tokenId, Instant moment) {
        DATABASE.jdbc()
                .sql("update agent_token set expires_at = :moment where id = :id")
                .param("id", tokenId)
                .param("moment", moment.atOffset(UTC))
                .update();
    }

    private String lastEvent(String reason) {
        return gateway.admin("GET", "/api/v1/mcp/audit?agent_id=" + agent, "")
                .json()
                .path("events")
                .valueStream()
                .filter(event -> event.path("reason").asString().equals(reason))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static UUID id(Answer answer) {
        return UUID.fromString(answer.json().path("id").asString());
    }

    private static String text(Answer answer) {
        return answer.json().path("token").asString();
    }

    private static Instant expiry(JsonNode json) {
        return Instant.parse(json.path("expires_at").asString());
    }

    static class ClockOfTheTest {
        @Bean
        @Primary
        Clock clockOfTheTest() {
            return CLOCK;
        }
    }
}
