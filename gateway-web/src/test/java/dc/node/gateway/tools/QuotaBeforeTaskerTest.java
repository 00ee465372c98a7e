package dc.node.gateway.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** Calls that are about no one project, or about an issue never seen: what they count as, and that a refused one reaches no Tasker. */
class QuotaBeforeTaskerTest {

    private static final UUID ONE = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID OTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");

    private static final TestDatabase DATABASE = TestDatabase.create();

    /** What a Tasker without issues was asked, its health left out. */
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    private static HttpServer tasker;
    private static TestGateway gateway;

    private UUID agent;
    private String token;

    @BeforeAll
    static void start() throws IOException {
        tasker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tasker.createContext("/", QuotaBeforeTaskerTest::answer);
        tasker.start();
        gateway = TestGateway.startWith(
                NoonForEver.class,
                DATABASE,
                "NODEDC_TASKER_INTERNAL_URL=http://127.0.0.1:"
                        + tasker.getAddress().getPort(),
                "gateway.writes.wait-budget=0s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        tasker.stop(0);
    }

    @BeforeEach
    void makeAgent() {
        agent = gateway.newAgent("owner-1");
        token = gateway.newToken(agent).text();
        ASKED.clear();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tasker_get_issue          | \"issue_id\": \"%s\"",
                "tasker_append_comment     | \"issue_id\": \"%s\", \"comment_html\": \"<p>x</p>\"",
                "tasker_start_work_session | \"issue_id\": \"%s\"",
                "tasker_search_issues      | \"query\": \"%s\"",
                "tasker_create_issue       | \"name\": \"%s\", \"project_id\": \"11111111-1111-4111-8111-111111111111\"",
            })
    void onceTheCallsAreUsedUpNothingReachesTasker(String tool, String arguments) {
        grant(ONE, "\"calls_per_minute\": 1");
        call(tool, arguments);
        assertThat(ASKED).as("the call that was allowed").isNotEmpty();
        ASKED.clear();

        for (int i = 0; i < 3; i++) {
            Answer refused = call(tool, arguments);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(details(refused))
                    .isEqualTo(
                            "{\"quota\":\"calls_per_minute\",\"limit\":1,\"retry_after_seconds\":50,\"project_id\":\"%s\"}"
                                    .formatted(ONE));
        }
        assertThat(ASKED).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tasker_search_issues | \"query\": \"%s\"",
                "tasker_list_projects | \"workspace_slug\": \"%s\"",
                "tasker_get_issue     | \"issue_id\": \"%s\"",
            })
    void aCallAboutNoOneProjectCountsInEachThatItReads(String tool, String arguments) {
        grant(ONE, "\"calls_per_minute\": 5");
        grant(OTHER, "\"calls_per_minute\": 2");
        grant(UUID.randomUUID(), "");
        gateway.admin(
                "PUT",
                "/api/v1/agents/" + agent + "/grants/" + UUID.randomUUID(),
                "{\"scopes\": [\"issue:create\"], \"quotas\": {\"calls_per_minute\": 1}}");

        assertThat(call(tool, arguments).status()).isNotEqualTo(429);
        assertThat(call(tool, arguments).status()).isNotEqualTo(429);
        Answer third = call(tool, arguments);

        assertThat(third.status()).isEqualTo(429);
        assertThat(third.json().path("error").path("details").path("project_id").asString())
                .isEqualTo(OTHER.toString());
        assertThat(counted(ONE)).as("a refused call counts nowhere").isEqualTo(2);
        assertThat(counted(OTHER)).isEqualTo(2);
    }

    @Test
    void theInstructionsAreReadWhateverIsUsedUp() {
        grant(ONE, "\"calls_per_minute\": 1");
        call("tasker_search_issues", "\"query\": \"%s\"");

        assertThat(call("tasker_get_agent_instructions", "").status()).isEqualTo(200);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean health = path.endsWith("/health");
        if (!health) {
            ASKED.add(exchange.getRequestMethod() + " " + path);
        }
        byte[] body = (health
                        ? "{\"status\": \"ok\"}"
                        : "{\"error\": {\"code\": \"not_found\", \"message\": \"There is no such thing.\"}}")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(health ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void grant(UUID project, String quotas) {
        String body = """
                {"scopes": ["workspace:read", "project:read", "issue:read", "issue:comment", "issue:create",
                            "issue:structured_blocks:write"], "quotas": {%s}}""".formatted(quotas);
        assertThat(gateway.admin("PUT", "/api/v1/agents/" + agent + "/grants/" + project, body)
                        .status())
                .isEqualTo(200);
    }

    /** Each time with another id. */
    private Answer call(String tool, String arguments) {
        String body = "{" + arguments.formatted(UUID.randomUUID()) + "}";
        return gateway.send("POST", "/api/v1/tools/" + tool, Optional.of(token), body);
    }

    private int counted(UUID project) {
        return DATABASE.jdbc()
                .sql("select calls from call_count where agent_id = :agent and project_id = :project")
                .param("agent", agent)
                .param("project", project)
                .query(Integer.class)
                .single();
    }

    private static String details(Answer answer) {
        JsonNode details = answer.json().path("error").path("details");
        return details.toString();
    }

    @Configuration(proxyBeanMethods = false)
    static class NoonForEver {

        @Bean
        @Primary
        Clock noonForEver() {
            return Clock.fixed(Instant.parse("2026-03-01T12:00:10Z"), ZoneOffset.UTC);
        }
    }
}
