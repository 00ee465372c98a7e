package dc.node.gateway.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.bench.report.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StubTest {

    private static final String ISSUES = "/api/internal/nodedc/agent/issues/";
    private static final String ISSUE_ID = StubIds.issue(42).toString();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Stub stub;

    @BeforeEach
    void serve() throws IOException {
        stub = new Stub(0);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                stub.serve();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        stub.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(stub.port(), path)))
                        .timeout(Duration.ofSeconds(5))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        return new JsonMapper().readTree(send(method, path, body).body());
    }

    @Test
    void hasAnIssueUnderEveryId() throws IOException, InterruptedException {
        JsonNode issue = json("GET", ISSUES + ISSUE_ID, "").path("issue");

        assertThat(issue.path("id").stringValue()).isEqualTo(ISSUE_ID);
        assertThat(issue.path("project_id").stringValue()).isEqualTo(StubIds.PROJECT.toString());
        assertThat(send("POST", ISSUES + ISSUE_ID + "/comments", "{}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void tellsWhenCommentsCameAfterAnOutage() throws IOException, InterruptedException {
        send("POST", ISSUES + ISSUE_ID + "/comments", "{\"external_id\":\"before\"}");
        send("GET", "/stub/watch", "");
        send("GET", "/stub/down", "");
        assertThat(send("POST", ISSUES + ISSUE_ID + "/comments", "{}").statusCode())
                .isEqualTo(503);

        send("GET", "/stub/recover", "");
        send("POST", ISSUES + ISSUE_ID + "/comments", "{\"external_id\":\"x\",\"comment_html\":\"y\"}");
        send("POST", ISSUES + ISSUE_ID + "/comments", "{\"external_id\":\"x\"}");
        send("POST", ISSUES + ISSUE_ID + "/comments", "{}");

        Landing[] landings =
                Json.MAPPER.readValue(send("GET", "/stub/landings", "").body(), Landing[].class);
        assertThat(landings).extracting(Landing::externalId).containsExactly("x", "x", "");
        assertThat(landings).allMatch(landing -> landing.millis() > 0);
    }

    @Test
    void isAnMcpServerWithOneTool() throws IOException, InterruptedException {
        JsonNode tools = json("POST", "/mcp", "{\"jsonrpc\": \"2.0\", \"id\": \"x\", \"method\": \"tools/list\"}");
        JsonNode called = json(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"tasker_get_issue\"}}");

        assertThat(tools.path("id").stringValue()).isEqualTo("x");
        assertThat(tools.path("result").path("tools").path(0).path("name").stringValue())
                .isEqualTo("tasker_get_issue");
        assertThat(called.path("id").intValue()).isEqualTo(7);
        JsonNode result = called.path("result");
        assertThat(new JsonMapper()
                        .readTree(result.path("content").path(0).path("text").stringValue()))
                .isEqualTo(result.path("structuredContent"));
        assertThat(send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(send("GET", "/mcp", "").statusCode()).isEqualTo(405);
    }

    @Test
    void hasAWorkItemAsPlaneGivesIt() throws IOException, InterruptedException {
        JsonNode item =
                json("GET", "/mcp/api/v1/workspaces/w/projects/p/work-items/" + ISSUE_ID + "/?expand=state", "");

        assertThat(item.path("id").stringValue()).isEqualTo(ISSUE_ID);
        assertThat(item.path("name"))
                .isEqualTo(json("GET", ISSUES + ISSUE_ID, "").path("issue").path("name"));
        assertThat(json("GET", "/mcp/api/v1/users/me/", "").path("id").isString())
                .isTrue();
    }

    @Test
    void hardlyUsedConnectionsAreClosedWhereThereIsACrowd() throws IOException, InterruptedException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int number = 0; number < 1_200; number++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), stub.port());
                socket.setSoTimeout(20_000);
                idle.add(socket);
            }
            // The first is among those that go; a new one is served all the same.
            assertThat(idle.getFirst().getInputStream().read()).isEqualTo(-1);
            assertThat(send("GET", ISSUES + ISSUE_ID, "").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }
}
