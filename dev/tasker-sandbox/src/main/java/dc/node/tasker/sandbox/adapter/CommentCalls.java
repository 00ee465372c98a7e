package dc.node.tasker.sandbox.adapter;

import static dc.node.tasker.sandbox.adapter.Fields.required;

import dc.node.tasker.sandbox.http.Answer;
import dc.node.tasker.sandbox.http.Answer.Reply;
import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.store.Comment;
import dc.node.tasker.sandbox.store.CommentStore;
import dc.node.tasker.sandbox.store.Database;
import dc.node.tasker.sandbox.store.ExternalId;
import dc.node.tasker.sandbox.store.Issue;
import dc.node.tasker.sandbox.store.IssueStore;
import dc.node.tasker.sandbox.store.NewComment;
import dc.node.tasker.sandbox.store.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The comments of an issue: adding one, reading them newest first. */
final class CommentCalls {

    private static final Set<String> FIELDS = Set.of("comment_html", "external_source", "external_id");

    private final Database database;
    private final Writes writes;

    CommentCalls(Database database, Writes writes) {
        this.database = database;
        this.writes = writes;
    }

    Answer add(Request request, String issueId) {
        return writes.run(request, write -> {
            Fields fields = Fields.of(request, FIELDS).withoutNulls();
            Optional<ExternalId> externalId = fields.externalId();
            String html = required("comment_html", fields.text("comment_html"));
            if (html.isBlank()) {
                throw Fields.invalid("comment_html", "must not be blank.");
            }
            Issue issue = issue(write.sql(), issueId);
            CommentStore comments = new CommentStore(write.sql());
            String id = write.newId();
            boolean inserted = comments.insert(new NewComment(
                    id, issue.id(), issue.projectId(), write.agent().author(), html, externalId, write.now()));
            if (!inserted) {
                throw Refusal.duplicateExternalId(externalId
                        .flatMap(taken -> comments.findId(issue.projectId(), taken))
                        .orElseThrow());
            }
            write.effect("comment.create", Optional.of(issue.id()), issue.projectId(), externalId);
            return Reply.json(201, Map.of("comment", comments.find(id).orElseThrow()));
        });
    }

    Answer list(Request request, String issueId) {
        QueryParameters query = QueryParameters.of(request, Set.of("limit", "cursor"));
        int limit = query.limit();
        long before = query.text("cursor").map(CommentCalls::sequence).orElse(Long.MAX_VALUE);
        return database.transaction(sql -> {
            Issue issue = issue(sql, issueId);
            CommentStore comments = new CommentStore(sql);
            List<Comment> found = comments.list(issue.id(), before, limit + 1);
            return Page.reply(
                    "comments",
                    found,
                    limit,
                    last -> Cursor.of(last.seq()),
                    Map.of("count", comments.count(issue.id())));
        });
    }

    private static Issue issue(Sql sql, String issueId) {
        return new IssueStore(sql).find(issueId).orElseThrow(() -> Refusal.notFound("issue"));
    }

    private static long sequence(String cursor) {
        try {
            return Long.parseLong(Cursor.parts(cursor, 1).getFirst());
        } catch (NumberFormatException e) {
            throw Fields.invalid("cursor", "is not one this call has given.");
        }
    }
}
