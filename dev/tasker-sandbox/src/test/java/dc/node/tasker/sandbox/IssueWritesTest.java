package dc.node.tasker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.tasker.sandbox.SandboxClient.Response;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class IssueWritesTest extends RunningSandbox {

    @Test
    void createFillsInWhatWasNotSaid() {
        Response response = create("\"name\": \"New\"");

        JsonNode issue = response.json().path("issue");
        assertThat(response.status()).isEqualTo(201);
        assertThat(issue.path("key").asString()).isEqualTo("CORE-101");
        assertThat(issue.at("/state/name").asString()).isEqualTo("Todo");
        assertThat(issue.path("priority").asString()).isEqualTo("none");
        assertThat(issue.path("detail_layout")).isEmpty();
        assertThat(issue.path("parent_id").isNull()).isTrue();
        assertThat(client.get("/issues/" + issue.path("id").asString()).text()).isEqualTo(response.text());
    }

    @Test
    void createKeepsEverythingItIsGiven() {
        JsonNode issue = create("""
                        "name": "Whole", "description_html": "<p>3</p>", "detail_layout": {"z": 1.10, "a": [null]},
                        "state_id": "%s", "priority": "urgent", "label_ids": ["%s", "%s"], "assignee_ids": ["%s"],
                        "start_date": "2026-03-01", "target_date": "2026-03-01", "parent_id": "%s",
                        "external_source": "tasker-gateway", "external_id": "op-1"\
                        """.formatted(
                                SeedIds.state("CORE", "Done"),
                                SeedIds.label("CORE", "docs"),
                                SeedIds.label("CORE", "bug"),
                                SeedIds.member("guest"),
                                ISSUE))
                .json()
                .path("issue");

        assertThat(issue.path("description_html").asString()).isEqualTo("<p>3</p>");
        assertThat(issue.path("detail_layout").toString()).isEqualTo("{\"z\":1.10,\"a\":[null]}");
        assertThat(issue.at("/state/group").asString()).isEqualTo("completed");
        assertThat(issue.path("labels").findValuesAsString("name")).containsExactly("bug", "docs");
        assertThat(issue.at("/assignees/0/display_name").asString()).isEqualTo("Galina Guest");
        assertThat(issue.path("start_date").asString()).isEqualTo("2026-03-01");
        assertThat(issue.path("parent_id").asString()).isEqualTo(ISSUE);
        assertThat(client.effects().get(0).path("external_id").asString()).isEqualTo("op-1");
    }

    @Test
    void twentyPostsAtOnceWithOneExternalIdMakeOneIssue() throws Exception {
        String body = "\"name\": \"Once\", \"external_source\": \"tasker-gateway\", \"external_id\": \"op-7\"";
        List<Response> responses;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Response> post = () -> create(body);
            responses = threads.invokeAll(Stream.generate(() -> post).limit(20).toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        String id = responses.stream()
                .filter(response -> response.status() == 201)
                .map(response -> response.at("/issue/id"))
                .reduce((one, another) -> "more than one")
                .orElseThrow();
        assertThat(responses.stream().filter(response -> response.status() == 409))
                .hasSize(19)
                .allMatch(response -> response.at("/error/code").equals("duplicate_external_id"))
                .allMatch(response -> response.at("/error/id").equals(id));
        assertThat(client.effects().size()).isEqualTo(1);
    }

    @Test
    void theSameExternalIdIsFreeInAnotherProject() {
        String external = "\"external_source\": \"s\", \"external_id\": \"1\"";
        create("\"name\": \"One\", " + external);

        Response other = client.write(
                "POST", "/issues", "{\"project_id\": \"%s\", \"name\": \"Two\", %s}".formatted(EDGE, external));

        assertThat(other.at("/issue/key")).isEqualTo("EDGE-101");
    }

    @Test
    void theSameIdempotencyKeyWritesTwice() {
        create("\"name\": \"Twice\"");
        create("\"name\": \"Twice\"");

        assertThat(client.effects().findValuesAsString("idempotency_key")).containsExactly("key-1", "key-1");
    }

    @Test
    void updateChangesOnlyWhatItNames() {
        Response before = client.get("/issues/" + SeedIds.issue("CORE", 10));

        Response after = update(SeedIds.issue("CORE", 10), "{\"name\": \"Renamed\", \"priority\": \"low\"}");

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.at("/issue/name")).isEqualTo("Renamed");
        for (String same : List.of("description_html", "detail_layout", "revision", "state", "labels", "target_date")) {
            assertThat(after.json().at("/issue/" + same))
                    .isEqualTo(before.json().at("/issue/" + same));
        }
        assertThat(after.at("/issue/updated_at")).isGreaterThan(before.at("/issue/updated_at"));
    }

    @Test
    void nullClearsDatesAndParent() {
        String issue = SeedIds.issue("CORE", 18);
        assertThat(client.get("/issues/" + issue).json().at("/issue/parent_id").isString())
                .isTrue();

        JsonNode cleared = update(issue, "{\"start_date\": null, \"target_date\": null, \"parent_id\": null}")
                .json()
                .path("issue");

        assertThat(List.of(cleared.path("start_date"), cleared.path("target_date"), cleared.path("parent_id")))
                .allMatch(JsonNode::isNull);
    }

    @Test
    void aLayoutComesBackAsItWentInAndMovesTheRevision() {
        String layout =
                "{\"b\":{\"y\":1,\"x\":[1.50,1e400,12345678901234567890]},\"a\":\"\\u00e9 \\\"q\\\"\",\"nested\":{}}";
        String before = client.get("/issues/" + ISSUE).at("/issue/revision");

        Response updated = update(ISSUE, "{\"detail_layout\": %s}".formatted(layout));

        String kept = updated.json().at("/issue/detail_layout").toString();
        assertThat(kept)
                .isEqualTo(
                        "{\"b\":{\"y\":1,\"x\":[1.50,1E+400,12345678901234567890]},\"a\":\"é \\\"q\\\"\",\"nested\":{}}");
        assertThat(updated.at("/issue/revision")).isNotEqualTo(before);
    }

    @Test
    void aStaleRevisionIsAConflictAndChangesNothing() {
        String revision = client.get("/issues/" + ISSUE).at("/issue/revision");
        String body = "{\"detail_layout\": {\"n\": 1}, \"if_revision\": \"%s\"}".formatted(revision);

        assertThat(update(ISSUE, body).status()).isEqualTo(200);
        Response second = update(ISSUE, body);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.at("/error/code")).isEqualTo("stale_revision");
        assertThat(client.effects().size()).isEqualTo(1);
    }

    @Test
    void moveSetsStateAndWhereGivenTheOrder() {
        Response before = client.get("/issues/" + ISSUE);
        String done = SeedIds.state("CORE", "Done");

        Response moved = client.write("POST", "/issues/" + ISSUE + "/move", "{\"state_id\": \"%s\"}".formatted(done));
        Response sorted = client.write(
                "POST", "/issues/" + ISSUE + "/move", "{\"state_id\": \"%s\", \"sort_order\": 12.5}".formatted(done));

        assertThat(moved.at("/issue/state/id")).isEqualTo(done);
        assertThat(moved.json().at("/issue/sort_order")).isEqualTo(before.json().at("/issue/sort_order"));
        assertThat(sorted.json().at("/issue/sort_order").doubleValue()).isEqualTo(12.5);
    }

    @Test
    void labelsAndAssigneesAreReplacedAndEveryPutIsAnEffect() {
        String labels = "{\"label_ids\": [\"%1$s\", \"%1$s\"]}".formatted(SeedIds.label("CORE", "chore"));

        put("labels", labels);
        Response again = put("labels", labels);
        Response assigned = put("assignees", "{\"assignee_ids\": [\"%s\"]}".formatted(SeedIds.member("member")));
        Response nobody = put("assignees", "{\"assignee_ids\": []}");

        assertThat(again.json().at("/issue/labels").findValuesAsString("name")).containsExactly("chore");
        assertThat(assigned.json().at("/issue/assignees").findValuesAsString("id"))
                .containsExactly(SeedIds.member("member"));
        assertThat(nobody.json().at("/issue/assignees")).isEmpty();
        assertThat(client.effects().findValuesAsString("kind"))
                .containsExactly("issue.labels", "issue.labels", "issue.assignees", "issue.assignees");
    }

    @Test
    void anEffectTellsWhoWhatAndWhere() {
        String body = "{\"name\": \"Told\",   \"priority\": \"low\"}";
        update(ISSUE, body);
        update(ISSUE, body);

        JsonNode effect = client.effects().get(0);
        assertThat(effect.propertyNames())
                .containsExactly(
                        "seq",
                        "at",
                        "kind",
                        "issue_id",
                        "project_id",
                        "agent_id",
                        "idempotency_key",
                        "external_id",
                        "body");
        assertThat(effect.path("kind").asString()).isEqualTo("issue.update");
        assertThat(effect.path("issue_id").asString()).isEqualTo(ISSUE);
        assertThat(effect.path("project_id").asString()).isEqualTo(CORE);
        assertThat(effect.path("agent_id").asString()).isEqualTo(SandboxClient.AGENT);
        assertThat(effect.path("body").path("name").asString()).isEqualTo("Told");
        assertThat(client.control("GET", "/sandbox/effects?after=1", "")
                        .json()
                        .path("effects")
                        .findValuesAsString("seq"))
                .containsExactly("2");
        assertThat(client.control("GET", "/sandbox/effects?limit=1", "")
                        .json()
                        .path("effects")
                        .size())
                .isEqualTo(1);
    }

    static Stream<Arguments> refusedCreates() {
        String name = "\"name\": \"N\", ";
        return Stream.of(
                Arguments.of("\"priority\": \"low\"", 400, "missing_field", "name"),
                Arguments.of("\"name\": \"\"", 400, "invalid_field", "name"),
                Arguments.of("\"name\": 5", 400, "invalid_field", "name"),
                Arguments.of("\"name\": \"%s\"".formatted("x".repeat(256)), 400, "invalid_field", "name"),
                Arguments.of(name + "\"colour\": 1", 400, "unknown_field", "colour"),
                Arguments.of(name + "\"priority\": \"top\"", 400, "invalid_field", "priority"),
                Arguments.of(name + "\"detail_layout\": []", 400, "invalid_field", "detail_layout"),
                Arguments.of(name + "\"description_html\": 1", 400, "invalid_field", "description_html"),
                Arguments.of(name + "\"start_date\": \"01.03.2026\"", 400, "invalid_field", "start_date"),
                Arguments.of(name + "\"label_ids\": \"bug\"", 400, "invalid_field", "label_ids"),
                Arguments.of(name + "\"label_ids\": [\"bug\"]", 400, "invalid_field", "label_ids"),
                Arguments.of(name + "\"external_id\": \"1\"", 400, "invalid_field", "external_source"),
                Arguments.of(
                        name + "\"start_date\": \"2026-03-02\", \"target_date\": \"2026-03-01\"",
                        422,
                        "invalid_dates",
                        "target_date"),
                Arguments.of(
                        name + "\"state_id\": \"%s\"".formatted(SeedIds.state("EDGE", "Todo")),
                        422,
                        "invalid_state",
                        "state_id"),
                Arguments.of(
                        name + "\"label_ids\": [\"%s\"]".formatted(SeedIds.label("EDGE", "bug")),
                        422,
                        "invalid_label",
                        "label_ids"),
                Arguments.of(
                        name + "\"assignee_ids\": [\"%s\"]".formatted(SeedIds.member("inactive")),
                        422,
                        "invalid_assignee",
                        "assignee_ids"),
                Arguments.of(
                        name + "\"assignee_ids\": [\"%s\"]".formatted(SeedIds.member("outsider")),
                        422,
                        "invalid_assignee",
                        "assignee_ids"),
                Arguments.of(
                        name + "\"parent_id\": \"%s\"".formatted(SeedIds.issue("EDGE", 1)),
                        422,
                        "invalid_parent",
                        "parent_id"));
    }

    @ParameterizedTest
    @MethodSource("refusedCreates")
    void aCreateThatBreaksARuleIsRefusedByField(String fields, int status, String code, String field) {
        assertRefused(create(fields), status, code, field);
    }

    @Test
    void aChangeThatBreaksARuleIsRefusedByField() {
        String foreignState = "{\"state_id\": \"%s\"}".formatted(SeedIds.state("EDGE", "Done"));
        String foreignLabel = "{\"label_ids\": [\"%s\"]}".formatted(SeedIds.label("EDGE", "bug"));
        String stranger = "{\"assignee_ids\": [\"%s\"]}".formatted(UUID.randomUUID());

        assertRefused(update(ISSUE, "{\"state_id\": \"x\"}"), 400, "unknown_field", "state_id");
        assertRefused(update(ISSUE, "{\"name\": null}"), 400, "invalid_field", "name");
        assertRefused(
                update(SeedIds.issue("CORE", 6), "{\"target_date\": \"2020-01-01\"}"),
                422,
                "invalid_dates",
                "target_date");
        assertRefused(update(ISSUE, "{\"parent_id\": \"%s\"}".formatted(ISSUE)), 422, "invalid_parent", "parent_id");
        assertRefused(
                update(SeedIds.issue("CORE", 8), "{\"parent_id\": \"%s\"}".formatted(SeedIds.issue("CORE", 9))),
                422,
                "invalid_parent",
                "parent_id");
        assertRefused(
                client.write("POST", "/issues/" + ISSUE + "/move", foreignState), 422, "invalid_state", "state_id");
        assertRefused(client.write("POST", "/issues/" + ISSUE + "/move", "{}"), 400, "missing_field", "state_id");
        assertRefused(put("labels", foreignLabel), 422, "invalid_label", "label_ids");
        assertRefused(put("labels", "{}"), 400, "missing_field", "label_ids");
        assertRefused(put("assignees", stranger), 422, "invalid_assignee", "assignee_ids");
        assertThat(client.effects()).isEmpty();
    }

    @Test
    void writesOnUnknownThingsAreNotFound() {
        String unknown = UUID.randomUUID().toString();

        assertThat(update(unknown, "{}").at("/error/code")).isEqualTo("not_found");
        assertThat(client.write("POST", "/issues", "{\"project_id\": \"%s\", \"name\": \"N\"}".formatted(unknown))
                        .status())
                .isEqualTo(404);
        assertThat(client.write("POST", "/issues/" + unknown + "/comments", "{\"comment_html\": \"x\"}")
                        .status())
                .isEqualTo(404);
    }

    private static Response create(String fields) {
        return client.write("POST", "/issues", "{\"project_id\": \"%s\", %s}".formatted(CORE, fields));
    }

    private static Response update(String issueId, String body) {
        return client.write("PATCH", "/issues/" + issueId, body);
    }

    private static Response put(String what, String body) {
        return client.write("PUT", "/issues/" + ISSUE + "/" + what, body);
    }

    private static void assertRefused(Response response, int status, String code, String field) {
        assertThat(response.text()).contains("\"code\":\"" + code + "\"", "\"field\":\"" + field + "\"");
        assertThat(response.status()).isEqualTo(status);
    }
}
