package dc.node.tasker.sandbox.adapter;

import static dc.node.tasker.sandbox.adapter.Fields.required;

import dc.node.tasker.sandbox.http.Answer;
import dc.node.tasker.sandbox.http.Answer.Reply;
import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.store.Database;
import dc.node.tasker.sandbox.store.Issue;
import dc.node.tasker.sandbox.store.IssueFilter;
import dc.node.tasker.sandbox.store.IssueFilter.Position;
import dc.node.tasker.sandbox.store.IssueStore;
import dc.node.tasker.sandbox.store.ProjectStore;
import dc.node.tasker.sandbox.store.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finding issues and reading one. */
final class IssueReads {

    private static final Set<String> PARAMETERS = Set.of(
            "project_id",
            "query",
            "state_ids",
            "label_ids",
            "assignee_ids",
            "priority",
            "updated_since",
            "limit",
            "cursor");

    private final Database database;

    IssueReads(Database database) {
        this.database = database;
    }

    Answer get(String issueId) {
        return database.transaction(sql -> new IssueStore(sql)
                .find(issueId)
                .map(issue -> Reply.json(200, Map.of("issue", issue)))
                .orElseThrow(() -> Refusal.notFound("issue")));
    }

    Answer list(Request request) {
        QueryParameters query = QueryParameters.of(request, PARAMETERS);
        int limit = query.limit();
        // One more than asked for tells whether there is a next page.
        IssueFilter filter = filter(query, limit + 1);
        List<Issue> found = database.transaction(sql -> {
            if (new ProjectStore(sql).find(filter.projectId()).isEmpty()) {
                throw Refusal.notFound("project");
            }
            return new IssueStore(sql).list(filter);
        });
        return Page.reply("issues", found, limit, last -> Cursor.of(last.updatedAt(), last.id()), Map.of());
    }

    private static IssueFilter filter(QueryParameters query, int limit) {
        return new IssueFilter(
                required("project_id", query.text("project_id").map(id -> Ids.canonical("project_id", id))),
                query.text("query").orElse(""),
                query.ids("state_ids"),
                query.ids("label_ids"),
                query.ids("assignee_ids"),
                query.text("priority").orElse(""),
                query.text("updated_since").map(IssueReads::instant).orElse(""),
                query.text("cursor").map(IssueReads::position),
                limit);
    }

    private static String instant(String text) {
        try {
            return Timestamps.text(Instant.parse(text));
        } catch (DateTimeException e) {
            throw Fields.invalid("updated_since", "must be a time such as 2026-03-01T12:00:00Z.");
        }
    }

    private static Position position(String cursor) {
        List<String> parts = Cursor.parts(cursor, 2);
        return new Position(parts.get(0), parts.get(1));
    }
}
