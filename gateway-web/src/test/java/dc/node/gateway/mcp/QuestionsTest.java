package dc.node.gateway.mcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tools that ask a client of the legacy era something; the conformance suite tries the modern one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsTest {

    private static final String EVENTS = "application/json, text/event-stream";

    private final McpTestServer server = McpTestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aClientOfTheLegacyEraIsAskedOnItsStreamAndOnlyItsOwnAnswerCounts() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream = client.sendAsync(
                            server.request()
                                    .header("Authorization", "Bearer bob")
                                    .header("Accept", EVENTS)
                                    .POST(BodyPublishers.ofString(call("test_elicitation")))
                                    .build(),
                            BodyHandlers.ofInputStream())
                    .get(20, SECONDS);
            BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
            JsonNode question = event(events);
            assertThat(question.path("method").stringValue()).isEqualTo("elicitation/create");

            assertThat(answer("mallory", question, "stolen").status()).isEqualTo(202);
            assertThat(answer("bob", question, "bob@example.test").status()).isEqualTo(202);

            assertThat(event(events).path("result").toString())
                    .contains("bob@example.test")
                    .doesNotContain("stolen");
        }
    }

    @Test
    void aClientThatTakesNoEventsCannotBeAsked() {
        McpAnswer answer = server.post(call("test_elicitation"), Map.of("Accept", "application/json"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/data/requiredCapabilities").has("elicitation"))
                .isTrue();
    }

    private McpAnswer answer(String caller, JsonNode question, String email) {
        return server.post(
                """
                {"jsonrpc": "2.0", "id": "%s", "result": {"action": "accept", "content": {"email": "%s"}}}""".formatted(question.path("id").stringValue(), email), Map.of("Authorization", "Bearer " + caller));
    }

    private static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}".formatted(tool);
    }

    private static JsonNode event(BufferedReader events) throws Exception {
        return CompletableFuture.supplyAsync(() -> events.lines()
                        .filter(line -> line.startsWith("data: "))
                        .findFirst()
                        .orElseThrow())
                .thenApply(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
                .get(20, SECONDS);
    }
}
