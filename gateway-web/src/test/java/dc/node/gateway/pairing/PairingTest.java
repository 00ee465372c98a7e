package dc.node.gateway.pairing;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.upkeep.Upkeep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A device gets its token for a code. */
class PairingTest {

    private static final String REDEEM = "/api/v1/pairing/redeem";

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    private UUID agent;
    private String path;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                DATABASE, "GATEWAY_PAIRING_ATTEMPTS_PER_ADDRESS=1000000", "GATEWAY_PAIRING_ATTEMPTS=1000000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void makeAgent() {
        agent = gateway.newAgent("owner-" + UUID.randomUUID());
        path = "/api/v1/agents/" + agent + "/pairing-codes";
    }

    @Test
    void aCodeGivesADeviceItsToken() {
        Answer issued = gateway.admin("POST", path, "");
        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
        assertThat(issued.json().propertyNames()).containsExactly("id", "code", "expires_at");
        assertThat(expiry(issued)).isCloseTo(Instant.now().plus(10, MINUTES), within(1, MINUTES));

        Answer paired = redeem(code(issued).toLowerCase(Locale.ROOT).replace("-", " "), "Olga's laptop");

        assertThat(paired.status()).isEqualTo(201);
        assertThat(paired.header("Cache-Control")).isEqualTo("no-store");
        assertThat(paired.json().propertyNames())
                .containsExactly("id", "token", "name", "expires_at", "agent_id", "mcp_url");
        assertThat(paired.json().path("name").asString()).isEqualTo("Olga's laptop");
        assertThat(paired.json().path("agent_id").asString()).isEqualTo(agent.toString());
        assertThat(paired.json().path("mcp_url").asString()).isEqualTo(TestGateway.PUBLIC_URL + "/mcp");
        assertThat(expiry(paired)).isCloseTo(Instant.now().plus(90, DAYS), within(1, MINUTES));
        Answer session = gateway.send(
                "GET",
                "/api/v1/agent-session",
                Optional.of(paired.json().path("token").asString()),
                "");
        assertThat(session.json().path("agent").path("id").asString()).isEqualTo(agent.toString());
        assertThat(events(agent)).containsExactly("allow pairing_code_redeemed", "allow pairing_code_issued");
    }

    @Test
    void theAdministratorMayNameTheTokenAndChooseItsLife() {
        Answer issued = gateway.admin("POST", path, "{\"name\": \"build server\", \"expires_in_days\": 7}");

        Answer paired = redeem(code(issued), "node-17");

        assertThat(paired.json().path("name").asString()).isEqualTo("build server");
        assertThat(expiry(paired)).isCloseTo(Instant.now().plus(7, DAYS), within(1, MINUTES));
    }

    @Test
    void aTokenOfAnotherTenantIsForItsOwnAddress() {
        String body = """
                {"owner_user_id": "o", "owner_email": "o@example.test", "display_name": "n", "tenant": "acme"}""";
        String other =
                gateway.admin("POST", "/api/v1/agents", body).json().path("id").asString();
        Answer issued = gateway.admin("POST", "/api/v1/agents/" + other + "/pairing-codes", "");

        assertThat(redeem(code(issued), "laptop").json().path("mcp_url").asString())
                .isEqualTo(TestGateway.PUBLIC_URL + "/t/acme/mcp");
    }

    @Test
    void redeemedByManyAtOnceACodeGivesOneToken() {
        String code = code(gateway.admin("POST", path, ""));

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<CompletableFuture<Integer>> calls = IntStream.range(0, 64)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> redeem(code, "device " + number).status(), threads))
                    .toList();
            calls.forEach(call -> statuses.add(call.join()));
        }

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 404).hasSize(63);
        assertThat(gateway.admin("GET", "/api/v1/agents/" + agent + "/tokens", "")
                        .json()
                        .path("tokens"))
                .hasSize(1);
    }

    @Test
    void aCodeThatIsNotGoodIsRefusedInOneWayAndToldApartInTheTrailOnly() {
        String used = code(gateway.admin("POST", path, ""));
        redeem(used, "first");
        String expired = code(gateway.admin("POST", path, ""));
        DATABASE.jdbc()
                .sql("update pairing_code set expires_at = now() where agent_id = :agent and redeemed_at is null")
                .param("agent", agent)
                .update();
        Answer toRevoke = gateway.admin("POST", path, "");
        gateway.admin("DELETE", path + "/" + toRevoke.json().path("id").asString(), "");
        String disabled = code(gateway.admin("POST", path, ""));
        gateway.admin("POST", "/api/v1/agents/" + agent + "/disable", "");

        int unknownBefore = unknownCodes();

        List<Answer> answers = List.of(
                redeem("0000-0000-0000", "d"),
                redeem(used, "d"),
                redeem(expired, "d"),
                redeem(code(toRevoke), "d"),
                redeem(disabled, "d"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
        assertThat(answers)
                .extracting(Answer::text)
                .containsOnly(answers.getFirst().text());
        assertThat(events(agent))
                .startsWith(
                        "deny agent_disabled",
                        "deny revoked_pairing_code",
                        "deny expired_pairing_code",
                        "deny used_pairing_code");
        assertThat(unknownCodes()).isEqualTo(unknownBefore + 1);
        gateway.admin("POST", "/api/v1/agents/" + agent + "/enable", "");
        assertThat(redeem(disabled, "d").status())
                .as("a refusal does not use it up")
                .isEqualTo(201);
    }

    @Test
    void aCodeOfABlockedOwnerIsRefused() {
        String owner = gateway.admin("GET", "/api/v1/agents/" + agent, "")
                .json()
                .path("owner_user_id")
                .asString();
        String code = code(gateway.admin("POST", path, ""));
        gateway.admin("POST", "/api/v1/owners/" + owner + "/block", "");

        assertThat(redeem(code, "laptop").status()).isEqualTo(404);
        assertThat(events(agent)).startsWith("deny owner_blocked");
    }

    @Test
    void codesAreListedWithoutTheirTextAndCanBeRevoked() {
        Answer issued = gateway.admin("POST", path, "");
        String id = issued.json().path("id").asString();

        assertThat(gateway.admin("DELETE", path + "/" + id, "").status()).isEqualTo(204);
        assertThat(gateway.admin("DELETE", path + "/" + id, "").status()).isEqualTo(204);

        Answer list = gateway.admin("GET", path, "");
        JsonNode listed = list.json().path("pairing_codes").get(0);
        assertThat(listed.propertyNames())
                .containsExactly(
                        "id", "name", "expires_in_days", "created_at", "expires_at", "redeemed_at", "revoked_at");
        assertThat(listed.path("revoked_at").isNull()).isFalse();
        assertThat(list.text()).doesNotContain(code(issued));
        assertThat(gateway.admin("DELETE", path + "/" + UUID.randomUUID(), "").status())
                .isEqualTo(404);
    }

    @Test
    void aRedeemedCodeCannotBeRevoked() {
        Answer issued = gateway.admin("POST", path, "");
        redeem(code(issued), "laptop");

        Answer answer =
                gateway.admin("DELETE", path + "/" + issued.json().path("id").asString(), "");

        assertThat(answer.status()).isEqualTo(409);
    }

    @Test
    void nothingKeepsTheCode() {
        String code = code(gateway.admin("POST", path, ""));
        redeem(code, "laptop");
        redeem(code, "again");

        assertThat(DATABASE.dump()).doesNotContain(code, code.replace("-", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'device_name': 'd'}                                  | code must be the 12 letters and digits of a pairing code, such as K7QX-2M4D-9RTW.",
                "{'code': 'K7QX', 'device_name': 'd'}                  | code must be the 12 letters and digits of a pairing code, such as K7QX-2M4D-9RTW.",
                "{'code': '0000-0000-0000'}                            | device_name must be one line of 1 to 200 characters.",
                "{'code': '0000-0000-0000', 'device_name': ' '}        | device_name must be one line of 1 to 200 characters.",
                "{'code': '0000-0000-0000', 'device_name': 'd', 'x':1} | The property 'x' is not known here.",
                "{'code':                                              | The body must be one JSON object, with each of its properties once."
            })
    void aRequestThatBreaksARuleIsRefusedWithASentence(String body, String sentence) {
        int before = refusals("malformed_pairing_request");

        Answer answer = gateway.send("POST", REDEEM, Optional.empty(), body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).isEqualTo(sentence);
        assertThat(refusals("malformed_pairing_request")).isEqualTo(before + 1);
    }

    @Test
    void aBodyTooLargeIsRefused() {
        String body = "{\"code\": \"" + "0".repeat(70_000) + "\"}";
        int before = refusals("malformed_pairing_request");

        assertThat(gateway.send("POST", REDEEM, Optional.empty(), body).status())
                .isEqualTo(413);
        assertThat(refusals("malformed_pairing_request")).isEqualTo(before + 1);
    }

    @Test
    void onlyRedeemingIsOpen() {
        assertThat(gateway.send("GET", REDEEM, Optional.empty(), "").status()).isEqualTo(401);
        assertThat(gateway.send("POST", path, Optional.empty(), "").status()).isEqualTo(401);
    }

    @Test
    void tooManyAttemptsAreToldWhenToComeBack() {
        try (TestGateway limited = TestGateway.start(DATABASE, "GATEWAY_PAIRING_ATTEMPTS_PER_ADDRESS=2")) {
            String body = "{\"code\": \"0000-0000-0000\", \"device_name\": \"d\"}";
            List<Answer> answers = IntStream.range(0, 20)
                    .mapToObj(number -> limited.send("POST", REDEEM, Optional.empty(), body))
                    .toList();

            Answer last = answers.stream()
                    .filter(answer -> answer.status() == 429)
                    .findFirst()
                    .orElseThrow();
            assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 30);
            assertThat(last.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answers.subList(0, 2)).extracting(Answer::status).containsOnly(404);
            assertThat(refusals("too_many_pairing_attempts"))
                    .as("one event for each")
                    .isEqualTo((int) answers.stream()
                            .filter(answer -> answer.status() == 429)
                            .count());
        }
    }

    @Test
    void whatOneAddressIsRefusedTooOftenIsCountedAndKeepsNothingOfTheCode() {
        String body = "{\"code\": \"much-too-long-for-a-code\", \"device_name\": \"d\"}";
        int single = refusals("malformed_pairing_request");
        try (TestGateway counting = TestGateway.start(
                DATABASE, "GATEWAY_AUDIT_DENIALS_PER_MINUTE=3", "GATEWAY_PAIRING_ATTEMPTS_PER_ADDRESS=100")) {
            for (int i = 0; i < 10; i++) {
                assertThat(counting.send("POST", REDEEM, Optional.empty(), body).status())
                        .isEqualTo(400);
            }
        }

        single = refusals("malformed_pairing_request") - single;
        // Three in each minute, and the minute may have ended meanwhile.
        assertThat(single).isBetween(3, 6);
        assertThat(counted()).isEqualTo(10 - single);
        assertThat(DATABASE.dump()).doesNotContain("much-too-long");
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsUsedUp() {
        String code = code(gateway.admin("POST", path, ""));
        DATABASE.goAway();
        try {
            assertThat(redeem(code, "laptop").status()).isEqualTo(503);
        } finally {
            DATABASE.comeBack();
        }

        await().untilAsserted(() -> assertThat(redeem(code, "laptop").status()).isEqualTo(201));
    }

    @Test
    void codesAreDeletedADayAfterTheyExpired() {
        gateway.admin("POST", path, "");
        age("25 hours");
        gateway.admin("POST", path, "");

        gateway.bean(Upkeep.class).deleteExpired("pairing codes");

        assertThat(gateway.admin("GET", path, "").json().path("pairing_codes")).hasSize(1);
    }

    private void age(String by) {
        DATABASE.jdbc()
                .sql("update pairing_code set expires_at = now() - cast(:by as interval) where agent_id = :agent")
                .param("agent", agent)
                .param("by", by)
                .update();
    }

    private static Answer redeem(String code, String device) {
        String body = "{\"code\": \"%s\", \"device_name\": \"%s\"}".formatted(code, device);
        return gateway.send("POST", REDEEM, Optional.empty(), body);
    }

    /** Newest first, without the making of the agent. */
    private static List<String> events(UUID agent) {
        return gateway.admin("GET", "/api/v1/mcp/audit?limit=200&agent_id=" + agent, "")
                .json()
                .path("events")
                .valueStream()
                .filter(event -> !event.path("reason").asString().equals("agent_created"))
                .map(event -> event.path("decision").asString() + " "
                        + event.path("reason").asString())
                .toList();
    }

    private static int unknownCodes() {
        return refusals("unknown_pairing_code");
    }

    private static int refusals(String reason) {
        return DATABASE.jdbc()
                .sql("""
                        select count(*) from audit_event
                         where reason = :reason and decision = 'deny' and actor = 'pairing' and address is not null""")
                .param("reason", reason)
                .query(Integer.class)
                .single();
    }

    /** Those that were not recorded one by one. */
    private static int counted() {
        return DATABASE.jdbc()
                .sql(
                        "select sum(split_part(detail, ' ', 1)::integer) from audit_event where reason = 'denials_counted'")
                .query(Integer.class)
                .single();
    }

    private static String code(Answer issued) {
        return issued.json().path("code").asString();
    }

    private static Instant expiry(Answer answer) {
        return Instant.parse(answer.json().path("expires_at").asString());
    }
}
