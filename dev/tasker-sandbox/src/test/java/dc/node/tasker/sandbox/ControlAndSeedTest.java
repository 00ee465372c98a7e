package dc.node.tasker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.tasker.sandbox.SandboxClient.Response;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ControlAndSeedTest extends RunningSandbox {

    @Test
    void theSeedHasAHundredVariedIssuesInEachProject() {
        for (String project : new String[] {CORE, EDGE}) {
            JsonNode issues =
                    client.get("/issues?limit=100&project_id=" + project).json().path("issues");

            assertThat(issues.size()).isEqualTo(100);
            assertThat(Stream.of("name", "id", "key").map(issues::findValuesAsString))
                    .allSatisfy(values -> assertThat(values).isNotEmpty());
            assertThat(issues.valueStream()
                            .map(issue -> issue.at("/state/group").asString()))
                    .contains("backlog", "unstarted", "started", "completed", "cancelled");
            assertThat(issues.findValuesAsString("priority")).contains("urgent", "high", "medium", "low", "none");
        }
    }

    @Test
    void seededIssuesHaveUpToThreeComments() {
        for (int number = 4; number < 8; number++) {
            assertThat(client.get("/issues/" + SeedIds.issue("EDGE", number) + "/comments")
                            .json()
                            .path("count")
                            .intValue())
                    .isEqualTo(number - 4);
        }
    }

    @Test
    void seedingIsNoEffect() {
        assertThat(client.effects()).isEmpty();
    }

    @Test
    void resetBringsBackTheSeedAndForgetsTheRest() {
        String before = client.get("/issues/" + ISSUE).text();
        client.write(
                "PATCH",
                "/issues/" + ISSUE,
                "{\"name\": \"Other\", \"parent_id\": \"%s\"}".formatted(SeedIds.issue("CORE", 50)));
        client.write("POST", "/issues", "{\"project_id\": \"%s\", \"name\": \"New\"}".formatted(CORE));
        client.fault("{\"mode\": \"error\"}");

        Response reset = client.control("POST", "/sandbox/reset", "");

        assertThat(reset.status()).isEqualTo(200);
        assertThat(client.effects()).isEmpty();
        assertThat(requests("")).isEmpty();
        assertThat(client.get("/issues/" + ISSUE).text()).isEqualTo(before);
        assertThat(client.get("/issues?query=CORE-101&project_id=" + CORE)
                        .json()
                        .path("issues"))
                .isEmpty();
    }

    @Test
    void requestsAreKeptWithTheirHeadersButNotTheCredential() {
        client.get("/issues?project_id=" + CORE + "&limit=3");
        client.write("PATCH", "/issues/" + ISSUE, "{}");

        JsonNode requests = requests("");
        assertThat(requests.findValuesAsString("method")).containsExactly("GET", "PATCH");
        assertThat(requests.at("/0/query/limit").asString()).isEqualTo("3");
        assertThat(requests.at("/1/path").asString()).endsWith("/issues/" + ISSUE);
        assertThat(requests.at("/1/headers/x-nodedc-agent-id").asString()).isEqualTo(SandboxClient.AGENT);
        assertThat(requests.toString()).doesNotContain(SandboxClient.ACCESS_TOKEN);
        assertThat(requests("?after=1").findValuesAsString("seq")).containsExactly("2");
    }

    @Test
    void dataAndEffectsOutliveARestartAndFaultsDoNot() throws IOException {
        Path file = folder.resolve("deeper/restart.db");
        String issueId;
        try (Sandbox sandbox = Sandbox.start(settings(0, file, Set.of()))) {
            SandboxClient first = new SandboxClient(sandbox.taskerUri(), sandbox.controlUri());
            issueId = first.write("POST", "/issues", "{\"project_id\": \"%s\", \"name\": \"Kept\"}".formatted(CORE))
                    .at("/issue/id");
            first.fault("{\"mode\": \"error\"}");
        }

        try (Sandbox sandbox = Sandbox.start(settings(0, file, Set.of()))) {
            SandboxClient second = new SandboxClient(sandbox.taskerUri(), sandbox.controlUri());
            assertThat(second.get("/issues/" + issueId).at("/issue/name")).isEqualTo("Kept");
            assertThat(second.effects().findValuesAsString("issue_id")).containsExactly(issueId);
        }
    }

    private static JsonNode requests(String query) {
        return client.control("GET", "/sandbox/requests" + query, "").json().path("requests");
    }
}
