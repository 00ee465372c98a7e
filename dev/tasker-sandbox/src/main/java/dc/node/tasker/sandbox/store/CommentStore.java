package dc.node.tasker.sandbox.store;

import dc.node.tasker.sandbox.store.Issue.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Comments on issues. */
public final class CommentStore {

    private static final String SELECT = """
            SELECT seq, id, issue_id, author_id, author_name, comment_html, created_at, external_source, external_id
            FROM comment
            """;

    private final Sql sql;

    /** Creates the store for one transaction. */
    public CommentStore(Sql sql) {
        this.sql = sql;
    }

    /** Adds a comment, which also counts as an update of its issue; false when its external id is taken. */
    public boolean insert(NewComment comment) {
        String createdAt = Timestamps.text(comment.createdAt());
        int inserted = sql.change(
                """
                INSERT INTO comment (id, issue_id, project_id, author_id, author_name, comment_html,
                                     external_source, external_id, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (project_id, external_source, external_id) DO NOTHING
                """,
                comment.id(),
                comment.issueId(),
                comment.projectId(),
                comment.author().id(),
                comment.author().displayName(),
                comment.commentHtml(),
                comment.externalId().map(ExternalId::source),
                comment.externalId().map(ExternalId::id),
                createdAt);
        if (inserted == 0) {
            return false;
        }
        sql.change("UPDATE issue SET updated_at = ? WHERE id = ?", createdAt, comment.issueId());
        return true;
    }

    /** The comment with an id. */
    public Optional<Comment> find(String id) {
        return sql.first(SELECT + "WHERE id = ?", CommentStore::comment, id);
    }

    /** The id of the comment with an external id. */
    public Optional<String> findId(String projectId, ExternalId externalId) {
        return sql.first(
                "SELECT id FROM comment WHERE project_id = ? AND external_source = ? AND external_id = ?",
                row -> row.getString("id"),
                projectId,
                externalId.source(),
                externalId.id());
    }

    /** Comments of an issue older than {@code before}, newest first. */
    public List<Comment> list(String issueId, long before, int limit) {
        return sql.list(
                SELECT + "WHERE issue_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
                CommentStore::comment,
                issueId,
                before,
                limit);
    }

    /** How many comments an issue has. */
    public long count(String issueId) {
        return sql.number("SELECT count(*) FROM comment WHERE issue_id = ?", issueId);
    }

    private static Comment comment(ResultSet row) throws SQLException {
        return new Comment(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("issue_id"),
                new Person(row.getString("author_id"), row.getString("author_name")),
                row.getString("comment_html"),
                row.getString("created_at"),
                Optional.ofNullable(row.getString("external_source")),
                Optional.ofNullable(row.getString("external_id")));
    }
}
