package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

class FrontDoorTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;
    private static String agentToken;

    @BeforeAll
    static void start() {
        gateway = TestGateway.startWith(Echo.class, DATABASE);
        agentToken = gateway.newToken(gateway.newAgent("owner-1")).text();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void whatNobodyHasHeardOfIsClosed() {
        assertThat(call("GET /nowhere", Optional.empty()).status()).isEqualTo(401);
        assertThat(call("GET /nowhere", Optional.of(agentToken)).status()).isEqualTo(401);
        assertThat(call("GET /nowhere", Optional.of(TestGateway.ADMIN_TOKEN)).status())
                .isEqualTo(404);
    }

    @Test
    void whoeverIsNoAdministratorIsToldHowToBecomeOneAndTheTrailKnows() {
        Answer answer = call("GET /api/v1/agents", Optional.of("wrong"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"administration\"");
        assertThat(answer.json().path("detail").asString()).contains("GATEWAY_ADMIN_TOKEN");
        Map<String, Object> event = DATABASE.jdbc()
                .sql("select * from audit_event order by id desc limit 1")
                .query()
                .singleRow();
        assertThat(event)
                .containsEntry("kind", "admin")
                .containsEntry("decision", "deny")
                .containsEntry("reason", "wrong_admin_token")
                .containsEntry("detail", "GET /api/v1/agents");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tools/..;/agents",
                "/api/v1/tools/%2e%2e/agents",
                "/healthz;x=/../api/v1/agents",
                "//api/v1/agents",
                "/api/v1/tools;/../agents",
                "/api/v1/./agents",
                "/t/x/../api/v1/agents",
                "/t/x;y/mcp",
                "/t//mcp",
                "/%74/x/mcp",
                "/t/%78/mcp",
                "/t%2Fx/mcp",
                "/t/x//mcp"
            })
    void aPathThatCanBeReadInTwoWaysIsRefused(String path) {
        assertThat(gateway.send("GET", path, Optional.of(agentToken), "").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz",
                "/mcp",
                "/api/v1/tools/tasker_get_issue",
                "/api/v1/agent-session",
                "/api/v1/agents",
                "/.well-known/oauth-protected-resource",
                "/nowhere"
            })
    void traceIsRefusedEverywhereAndRepeatsNothing(String path) {
        Answer answer = gateway.send(gateway.request(path)
                .header("Authorization", "Bearer " + TestGateway.ADMIN_TOKEN)
                .header("X-Odd", "of-the-caller")
                .method("TRACE", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).doesNotContain("of-the-caller", TestGateway.ADMIN_TOKEN);
        assertThat(answer.headers().map()).doesNotContainKey("x-odd");
    }

    @Test
    void aBodySentAsAFormArrivesWhole() {
        String body = "{\"a\": \"1+1=2 & more\"}";

        Answer answer = gateway.send(gateway.request("/api/v1/agent-session/echo")
                .header("Authorization", "Bearer " + agentToken)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.text()).isEqualTo(body);
    }

    @Test
    void clientsLearnWhereTheResourceIs() {
        for (String path :
                List.of("/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp")) {
            assertThat(call("GET " + path, Optional.empty()).json().toString()).isEqualTo("""
                    {"resource":"https://gateway.test/mcp","resource_name":"Tasker Gateway",\
                    "bearer_methods_supported":["header"]}""");
        }
    }

    private static Answer call(String route, Optional<String> bearer) {
        String[] methodAndPath = route.split(" ", 2);
        return gateway.send(methodAndPath[0], methodAndPath[1], bearer, "");
    }

    /** A route that answers with the body it got. */
    static class Echo {

        @Bean
        RouterFunction<ServerResponse> echo() {
            return RouterFunctions.route()
                    .POST(
                            "/api/v1/agent-session/echo",
                            request -> ServerResponse.ok()
                                    .body(request.servletRequest()
                                            .getInputStream()
                                            .readAllBytes()))
                    .build();
        }
    }
}
