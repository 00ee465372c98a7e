package dc.node.gateway.admin.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityProvidersApiTest {

    private static final String PROVIDERS = "/api/v1/mcp/idp-providers";
    private static final String AGENTS = "/api/v1/mcp/agents";
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        // Addresses in place of names: nothing here depends on a name server.
        gateway = TestGateway.start(DATABASE, "GATEWAY_IDENTITY_ALLOWED_TARGETS=10.20.0.0/16,192.168.5.0/24");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aProviderIsRegisteredWithWhatIsUsual() {
        Answer answer = gateway.admin("POST", PROVIDERS, """
                {"name": "Login", "issuer": "https://10.20.0.1/usual"}""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().path("tenant").asString()).isEqualTo("default");
        assertThat(answer.json().path("jwks_url").isNull()).isTrue();
        assertThat(answer.json().path("audience").asString()).isEqualTo("https://gateway.test/mcp");
        assertThat(answer.json().path("algorithms").toString()).isEqualTo("[\"RS256\",\"ES256\"]");
        assertThat(answer.json().path("subject_claim").asString()).isEqualTo("sub");
        assertThat(answer.json().path("clock_skew_seconds").asInt()).isEqualTo(60);
        assertThat(answer.json().path("state").asString()).isEqualTo("active");
        assertThat(gateway.admin(
                                "GET",
                                PROVIDERS + "/" + answer.json().path("id").asString(),
                                "")
                        .json())
                .isEqualTo(answer.json());
        assertThat(lastAct()).containsEntry("reason", "provider_registered").containsEntry("actor", "service-token");
    }

    @Test
    void aProviderIsRegisteredInFull() {
        Answer answer = gateway.admin("POST", PROVIDERS, """
                {"tenant": "acme", "name": "Login", "issuer": "https://login.acme.example/realm",
                 "jwks_url": "https://10.20.0.1/keys?x=1", "audience": "api://gateway", "algorithms": ["EdDSA", "PS256"],
                 "subject_claim": "client_id", "clock_skew_seconds": 0}""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().path("tenant").asString()).isEqualTo("acme");
        assertThat(answer.json().path("algorithms").toString()).isEqualTo("[\"PS256\",\"EdDSA\"]");
        assertThat(answer.json().path("clock_skew_seconds").asInt()).isZero();
    }

    @Test
    void theAudienceOfATenantIsItsOwnEndpoint() {
        assertThat(gateway.admin("POST", PROVIDERS, """
                        {"tenant": "beta", "name": "Login", "issuer": "https://10.20.0.1/beta"}""").json().path("audience").asString())
                .isEqualTo("https://gateway.test/t/beta/mcp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"issuer\": \"http://10.20.0.1\"|issuer must begin with https://.",
                "\"issuer\": \"https://2130706433/\"|which is not public",
                "\"issuer\": \"https://10.20.0.1/?a=b\"|issuer must have no query.",
                "\"issuer\": \"https://me:secret@10.20.0.1/\"|issuer must have no user name or password.",
                "\"issuer\": \"nonsense\"|issuer must be a URL of at most 500",
                "\"issuer\": \"https://127.0.0.1/\"|The host 127.0.0.1 has the address 127.0.0.1, which is not public.",
                "\"issuer\": \"https://169.254.169.254/latest\"|which is not public",
                "\"issuer\": \"https://[::1]/\"|which is not public",
                "\"issuer\": \"https://[::ffff:10.20.0.1]/\"|which is not public",
                "\"issuer\": \"https://[fd00::1]/\"|GATEWAY_IDENTITY_ALLOWED_TARGETS",
                "\"issuer\": \"https://localhost/\"|issuer cannot be used: The host localhost",
                "\"issuer\": \"https://login.example.com\", \"jwks_url\": \"https://10.21.0.1/\"|jwks_url cannot be used: The host 10.21.0.1",
                "\"issuer\": \"https://login.example.com\", \"jwks_url\": \"file:///etc/passwd\"|jwks_url must be a URL",
                "\"issuer\": \"https://10.20.0.1/a\", \"algorithms\": [\"none\"]|algorithms may hold only these: RS256",
                "\"issuer\": \"https://10.20.0.1/a\", \"algorithms\": [\"HS256\"]|algorithms may hold only these",
                "\"issuer\": \"https://10.20.0.1/a\", \"algorithms\": [null]|algorithms may hold only these",
                "\"issuer\": \"https://10.20.0.1/a\", \"algorithms\": []|algorithms must name one at least.",
                "\"issuer\": \"https://10.20.0.1/a\", \"subject_claim\": \"email\"|subject_claim must be 'sub', 'azp' or 'client_id'.",
                "\"issuer\": \"https://10.20.0.1/a\", \"clock_skew_seconds\": 301|clock_skew_seconds must be a number from 0 to 300.",
                "\"issuer\": \"https://10.20.0.1/a\", \"clock_skew_seconds\": -1|clock_skew_seconds must be",
                "\"issuer\": \"https://10.20.0.1/a\", \"audience\": \"\"|audience must be one line",
                "\"issuer\": \"https://10.20.0.1/a\", \"tenant\": \"A\"|tenant must be",
                "\"issuer\": null|issuer must be a URL.",
                "\"issuer\": \"https://10.20.0.1/a\", \"secret\": \"x\"|The property 'secret' is not known here."
            })
    void whatIsWrongIsSaid(String properties, String sentence) {
        Answer answer = gateway.admin("POST", PROVIDERS, "{\"name\": \"Login\", " + properties + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains(sentence);
    }

    @Test
    void anIssuerIsRegisteredOnceInATenant() {
        String body = """
                {"tenant": "%s", "name": "Login", "issuer": "https://10.20.0.1/once"}""";
        assertThat(gateway.admin("POST", PROVIDERS, body.formatted("one")).status())
                .isEqualTo(201);

        Answer second = gateway.admin("POST", PROVIDERS, body.formatted("one"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("detail").asString()).contains("already");
        assertThat(gateway.admin("POST", PROVIDERS, body.formatted("two")).status())
                .isEqualTo(201);
    }

    @Test
    void providersAreListedInPages() {
        List<String> made = List.of(register("paged", "a"), register("paged", "b"), register("paged", "c"));
        register("unpaged", "a");

        Answer first = gateway.admin("GET", PROVIDERS + "?tenant=paged&limit=2", "");
        Answer second = gateway.admin(
                "GET",
                PROVIDERS + "?tenant=paged&limit=2&cursor="
                        + first.json().path("next_cursor").asString(),
                "");

        assertThat(ids(first, "providers")).isEqualTo(made.subList(0, 2));
        assertThat(ids(second, "providers")).isEqualTo(made.subList(2, 3));
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void whatIsAbsentFromAChangeStays() {
        String id = register("changing", "a");

        Answer answer = gateway.admin("PATCH", PROVIDERS + "/" + id, """
                {"jwks_url": "https://192.168.5.1/keys", "audience": "api://other"}""");

        assertThat(answer.json().path("jwks_url").asString()).isEqualTo("https://192.168.5.1/keys");
        assertThat(answer.json().path("audience").asString()).isEqualTo("api://other");
        assertThat(answer.json().path("name").asString()).isEqualTo("Login");
        assertThat(lastAct())
                .containsEntry("reason", "provider_changed")
                .extractingByKey("detail")
                .asString()
                .contains("from [", "jwks_url by discovery", "to [", "api://other");
        assertThat(gateway.admin("PATCH", PROVIDERS + "/" + id, "{\"jwks_url\": \"https://10.0.0.1/\"}")
                        .status())
                .isEqualTo(400);
        assertThat(gateway.admin("PATCH", PROVIDERS + "/" + id, "{\"issuer\": \"https://10.20.0.1/b\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void keysThatHadAPlaceOfTheirOwnAreFoundByDiscoveryAgain() {
        String path = PROVIDERS + "/" + register("going-back", "a");
        gateway.admin("PATCH", path, "{\"jwks_url\": \"https://192.168.5.1/keys\"}");

        Answer answer = gateway.admin("PATCH", path, "{\"jwks_url\": null}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("jwks_url").isNull()).isTrue();
        assertThat(answer.json().path("name").asString()).isEqualTo("Login");
        assertThat(lastAct()).extractingByKey("detail").asString().contains("to [name Login, jwks_url by discovery");
        Answer number = gateway.admin("PATCH", path, "{\"jwks_url\": 5}");
        assertThat(number.status()).isEqualTo(400);
        assertThat(number.json().path("detail").asString())
                .isEqualTo("jwks_url must be a URL, or null to find the keys by discovery.");
    }

    @Test
    void aProviderIsDisabledEnabledAndDeleted() {
        String path = PROVIDERS + "/" + register("ending", "a");

        Answer disabled = gateway.admin("POST", path + "/disable", "");
        assertThat(disabled.json().path("state").asString()).isEqualTo("disabled");
        assertThat(disabled.json().path("disabled_at").asString()).isNotEmpty();
        assertThat(gateway.admin("POST", path + "/enable", "")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("active");
        assertThat(gateway.admin("DELETE", path, "").status()).isEqualTo(204);

        assertThat(lastAct()).containsEntry("reason", "provider_deleted").containsEntry("tenant", "ending");
        for (String method : List.of("GET", "DELETE")) {
            assertThat(gateway.admin(method, path, "").status()).isEqualTo(404);
        }
        assertThat(gateway.admin("PATCH", path, "{}").status()).isEqualTo(404);
        assertThat(gateway.admin("POST", path + "/disable", "").status()).isEqualTo(404);
    }

    @Test
    void anAgentIsMadeInTheProvidersTenantAndBound() {
        String provider = register("binding", "a");

        Answer answer = bind(provider, "robot");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().path("tenant").asString()).isEqualTo("binding");
        assertThat(answer.json().path("provider_id").asString()).isEqualTo(provider);
        assertThat(answer.json().path("subject").asString()).isEqualTo("robot");
        assertThat(answer.json().path("state").asString()).isEqualTo("active");
        String id = answer.json().path("id").asString();
        assertThat(gateway.admin("GET", AGENTS + "/" + id, "").json()).isEqualTo(answer.json());
        assertThat(gateway.admin("GET", "/api/v1/agents/" + id, "").status()).isEqualTo(200);
        assertThat(lastAct())
                .containsEntry("reason", "agent_created")
                .containsEntry("agent_id", UUID.fromString(id))
                .containsEntry("tenant", "binding");
    }

    @Test
    void aSubjectIsBoundOnceAndFreedAgain() {
        String provider = register("once", "a");
        String first = bind(provider, "robot").json().path("id").asString();
        long agents = agents();

        assertThat(bind(provider, "robot").status()).isEqualTo(409);
        assertThat(agents()).isEqualTo(agents);
        assertThat(bind(provider, "Robot").status()).isEqualTo(201);

        assertThat(gateway.admin("DELETE", AGENTS + "/" + first, "").status()).isEqualTo(204);
        assertThat(lastAct()).containsEntry("reason", "agent_unbound");
        assertThat(gateway.admin("GET", AGENTS + "/" + first, "").status()).isEqualTo(404);
        assertThat(gateway.admin("GET", "/api/v1/agents/" + first, "").status()).isEqualTo(200);
        assertThat(bind(provider, "robot").status()).isEqualTo(201);
    }

    @Test
    void ofTwoWhoBindASubjectAtOnceOneSucceeds() throws Exception {
        String provider = register("race", "a");
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService administrators = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                answers.add(administrators.submit(() -> bind(provider, "robot")));
            }
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            statuses.add(answer.get().status());
        }
        assertThat(statuses).containsOnlyOnce(201).contains(409).hasSize(8);
    }

    @Test
    void boundAgentsAreListedInPages() {
        String provider = register("listed", "a");
        String other = register("listed", "b");
        List<String> made = List.of(
                bind(provider, "1").json().path("id").asString(),
                bind(provider, "2").json().path("id").asString(),
                bind(other, "1").json().path("id").asString());

        Answer ofOne = gateway.admin("GET", AGENTS + "?provider_id=" + provider, "");
        Answer first = gateway.admin("GET", AGENTS + "?tenant=listed&limit=2", "");
        Answer second = gateway.admin(
                "GET",
                AGENTS + "?tenant=listed&limit=2&cursor="
                        + first.json().path("next_cursor").asString(),
                "");

        assertThat(ids(ofOne, "agents")).isEqualTo(made.subList(0, 2));
        assertThat(ids(first, "agents")).isEqualTo(made.subList(0, 2));
        assertThat(ids(second, "agents")).isEqualTo(made.subList(2, 3));
    }

    @Test
    void whatCannotBeBoundIsSaid() {
        String provider = register("refusing", "a");

        assertThat(bind(UUID.randomUUID().toString(), "robot").status()).isEqualTo(404);
        assertThat(bind(provider, "").status()).isEqualTo(400);
        assertThat(bind(provider, "a\\u0000b").status()).isEqualTo(400);
        assertThat(bind(provider, "x".repeat(501)).status()).isEqualTo(400);
        assertThat(gateway.admin("POST", AGENTS, "{}").json().path("detail").asString())
                .contains("provider_id", "subject", "owner_user_id", "owner_email", "display_name");
    }

    @Test
    void deletingAProviderLeavesItsAgentsUnbound() {
        String provider = register("leaving", "a");
        String agent = bind(provider, "robot").json().path("id").asString();

        gateway.admin("DELETE", PROVIDERS + "/" + provider, "");

        assertThat(lastAct()).extractingByKey("detail").asString().contains("agents unbound: 1");
        assertThat(gateway.admin("GET", AGENTS + "/" + agent, "").status()).isEqualTo(404);
        assertThat(gateway.admin("GET", "/api/v1/agents/" + agent, "").status()).isEqualTo(200);
    }

    private static String register(String tenant, String realm) {
        Answer answer = gateway.admin("POST", PROVIDERS, """
                {"tenant": "%s", "name": "Login", "issuer": "https://10.20.0.1/%s"}""".formatted(tenant, realm));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private static Answer bind(String provider, String subject) {
        return gateway.admin("POST", AGENTS, """
                {"provider_id": "%s", "subject": "%s", "owner_user_id": "owner-1", "owner_email": "owner@example.test",
                 "display_name": "Robot"}""".formatted(provider, subject));
    }

    private static List<String> ids(Answer answer, String property) {
        List<String> ids = new ArrayList<>();
        answer.json().path(property).forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    private static long agents() {
        return DATABASE.jdbc()
                .sql("select count(*) from agent")
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> lastAct() {
        return DATABASE.jdbc()
                .sql("select * from audit_event where kind = 'admin' order by id desc limit 1")
                .query()
                .singleRow();
    }
}
