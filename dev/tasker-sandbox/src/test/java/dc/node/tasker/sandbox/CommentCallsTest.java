package dc.node.tasker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.tasker.sandbox.SandboxClient.Response;
import dc.node.tasker.sandbox.seed.SeedIds;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class CommentCallsTest extends RunningSandbox {

    @Test
    void aCommentIsKeptAsSentAndNamesItsAgent() {
        Response response = comment(ISSUE, "\"comment_html\": \"<p onclick='x()'>Hi</p>\"");

        JsonNode comment = response.json().path("comment");
        assertThat(response.status()).isEqualTo(201);
        assertThat(comment.propertyNames())
                .containsExactly(
                        "id", "issue_id", "author", "comment_html", "created_at", "external_source", "external_id");
        assertThat(comment.path("comment_html").asString()).isEqualTo("<p onclick='x()'>Hi</p>");
        assertThat(comment.at("/author/id").asString()).isEqualTo(SandboxClient.AGENT);
        assertThat(comment.at("/author/display_name").asString()).isEqualTo("Reporting agent");
        assertThat(client.effects().get(0).path("kind").asString()).isEqualTo("comment.create");
    }

    @Test
    void anExternalIdIsTakenInTheWholeProject() {
        String fields = "\"comment_html\": \"x\", \"external_source\": \"tasker-gateway\", \"external_id\": \"op-1\"";
        String id = comment(ISSUE, fields).at("/comment/id");

        Response elsewhere = comment(SeedIds.issue("CORE", 2), fields);
        Response otherProject = comment(SeedIds.issue("EDGE", 1), fields);

        assertThat(elsewhere.status()).isEqualTo(409);
        assertThat(elsewhere.at("/error/code")).isEqualTo("duplicate_external_id");
        assertThat(elsewhere.at("/error/id")).isEqualTo(id);
        assertThat(otherProject.status()).isEqualTo(201);
        assertThat(client.effects().size()).isEqualTo(2);
    }

    @Test
    void theNewestCommentsComeFirstPageByPage() {
        for (int i = 1; i <= 5; i++) {
            comment(SeedIds.issue("CORE", 4), "\"comment_html\": \"%d\"".formatted(i));
        }
        String path = "/issues/" + SeedIds.issue("CORE", 4) + "/comments?limit=3";

        JsonNode first = client.get(path).json();
        JsonNode second = client.get(
                        path + "&cursor=" + first.path("next_cursor").asString())
                .json();

        assertThat(first.path("comments").findValuesAsString("comment_html")).containsExactly("5", "4", "3");
        assertThat(first.path("count").intValue()).isEqualTo(5);
        assertThat(second.path("comments").findValuesAsString("comment_html")).containsExactly("2", "1");
        assertThat(second.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void aCommentThatBreaksARuleIsRefusedByField() {
        assertThat(comment(ISSUE, "\"comment_html\": \" \"").at("/error/field")).isEqualTo("comment_html");
        assertThat(comment(ISSUE, "\"access\": \"x\"").at("/error/code")).isEqualTo("unknown_field");
        assertThat(comment(ISSUE, "\"external_id\": null").at("/error/code")).isEqualTo("missing_field");
        assertThat(client.get("/issues/" + ISSUE + "/comments?cursor=eA").status())
                .isEqualTo(400);
    }

    private static Response comment(String issueId, String fields) {
        return client.write("POST", "/issues/" + issueId + "/comments", "{" + fields + "}");
    }
}
