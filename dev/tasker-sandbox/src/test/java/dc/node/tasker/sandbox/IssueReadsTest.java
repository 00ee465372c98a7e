package dc.node.tasker.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.tasker.sandbox.SandboxClient.Response;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class IssueReadsTest extends RunningSandbox {

    private static final List<String> SMALL = List.of(
            "id",
            "project_id",
            "key",
            "name",
            "description_html",
            "state",
            "priority",
            "labels",
            "assignees",
            "parent_id",
            "start_date",
            "target_date",
            "sort_order",
            "revision",
            "url",
            "created_at",
            "updated_at");

    @Test
    void anIssueIsShownWholeWithItsLayoutAndRevision() {
        JsonNode issue =
                client.get("/issues/" + SeedIds.issue("CORE", 10)).json().path("issue");

        assertThat(issue.propertyNames()).containsAll(SMALL).contains("detail_layout");
        assertThat(issue.path("key").asString()).isEqualTo("CORE-10");
        assertThat(issue.path("revision").isString()).isTrue();
        assertThat(issue.path("state").propertyNames()).containsExactly("id", "name", "group");
        assertThat(issue.at("/labels/0").propertyNames()).containsExactly("id", "name");
        assertThat(issue.at("/assignees/0").propertyNames()).containsExactly("id", "display_name");
        assertThat(issue.path("detail_layout").path("nodedc_structured_blocks").findValuesAsString("type"))
                .containsExactly("text", "checker");
        assertThat(client.get("/issues/" + ISSUE).json().at("/issue/detail_layout"))
                .isEmpty();
    }

    @Test
    void anUnknownIssueIsNotFound() {
        assertThat(client.get("/issues/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(client.get("/issues/nonsense").at("/error/code")).isEqualTo("not_found");
    }

    @Test
    void theListHasTheNewestUpdateFirstAndNoLayouts() {
        JsonNode page = list("");

        assertThat(page.path("issues").size()).isEqualTo(25);
        assertThat(page.at("/issues/0").propertyNames()).containsExactlyElementsOf(SMALL);
        assertThat(page.path("issues").findValuesAsString("updated_at")).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void pagesCoverEveryIssueOnce() {
        List<String> keys = new ArrayList<>();
        JsonNode page = list("&limit=30");
        keys.addAll(page.path("issues").findValuesAsString("key"));
        while (!page.path("next_cursor").isNull()) {
            page = list("&limit=30&cursor=" + page.path("next_cursor").asString());
            keys.addAll(page.path("issues").findValuesAsString("key"));
        }

        assertThat(keys).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void filtersByStateLabelAssigneeAndPriority() {
        String done = SeedIds.state("CORE", "Done");
        String todo = SeedIds.state("CORE", "Todo");

        assertThat(list("&limit=100&state_ids=" + done + "," + todo)
                        .path("issues")
                        .findValues("state"))
                .hasSize(40)
                .allMatch(state -> List.of(done, todo).contains(state.path("id").asString()));
        assertThat(list("&limit=100&label_ids=" + SeedIds.label("CORE", "feature"))
                        .path("issues")
                        .findValues("labels"))
                .hasSize(33)
                .allMatch(labels -> labels.findValuesAsString("name").contains("feature"));
        assertThat(list("&limit=100&assignee_ids=" + SeedIds.member("admin"))
                        .path("issues")
                        .findValues("assignees"))
                .isNotEmpty()
                .allMatch(people -> people.findValuesAsString("display_name").contains("Anna Admin"));
        assertThat(list("&limit=100&priority=urgent").path("issues").findValuesAsString("priority"))
                .isNotEmpty()
                .containsOnly("urgent");
    }

    @Test
    void aQueryFindsPartsOfNamesAndKeysInAnyCaseAndScript() {
        client.write("PATCH", "/issues/" + ISSUE, "{\"name\": \"Проверить ОТЧЁТ за март\"}");

        assertThat(list("&query=" + URLEncoder.encode("отчёт ЗА", UTF_8))
                        .path("issues")
                        .findValuesAsString("key"))
                .containsExactly("CORE-1");
        assertThat(list("&query=core-77").path("issues").findValuesAsString("key"))
                .containsExactly("CORE-77");
        assertThat(list("&query=100%25").path("issues")).isEmpty();
    }

    @Test
    void updatedSinceKeepsOnlyNewerIssues() {
        String updatedAt = client.write("PATCH", "/issues/" + ISSUE, "{\"priority\": \"high\"}")
                .at("/issue/updated_at");

        assertThat(list("&updated_since=" + updatedAt).path("issues").findValuesAsString("key"))
                .containsExactly("CORE-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "cursor=!!",
                "cursor=YQ",
                "updated_since=yesterday",
                "state_ids=Done",
                "colour=red"
            })
    void aMalformedParameterIsRefusedByName(String parameter) {
        Response response = client.get("/issues?project_id=" + CORE + "&" + parameter);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.at("/error/field")).isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void theListNeedsAKnownProject() {
        assertThat(client.get("/issues").at("/error/code")).isEqualTo("missing_field");
        assertThat(client.get("/issues?project_id=" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    private static JsonNode list(String parameters) {
        Response response = client.get("/issues?project_id=" + CORE + parameters);
        assertThat(response.status()).isEqualTo(200);
        return response.json();
    }
}
