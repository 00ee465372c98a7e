package dc.node.tasker.sandbox.store;

import dc.node.tasker.sandbox.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Issues with their labels and assignees. */
public final class IssueStore {

    private final Sql sql;

    /** Creates the store for one transaction. */
    public IssueStore(Sql sql) {
        this.sql = sql;
    }

    /** Creates an issue under the project's next number; false when its external id is taken. */
    public boolean insert(NewIssue issue) {
        long number = sql.number(
                "SELECT coalesce(max(number), 0) + 1 FROM issue WHERE project_id = ?",
                issue.project().id());
        IssueContent content = issue.content();
        String createdAt = Timestamps.text(issue.createdAt());
        int inserted = sql.change(
                """
                INSERT INTO issue (id, project_id, number, name, search_text, description_html, detail_layout, revision,
                                   state_id, priority, parent_id, start_date, target_date, sort_order,
                                   external_source, external_id, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (project_id, external_source, external_id) DO NOTHING
                """,
                issue.id(),
                issue.project().id(),
                number,
                content.name(),
                searchText(issue.project().identifier() + "-" + number, content.name()),
                content.descriptionHtml(),
                content.detailLayout().orElse("{}"),
                issue.stateId(),
                content.priority(),
                content.parentId(),
                content.startDate(),
                content.targetDate(),
                number * 10_000.0,
                issue.externalId().map(ExternalId::source),
                issue.externalId().map(ExternalId::id),
                createdAt,
                createdAt);
        if (inserted == 0) {
            return false;
        }
        insertLabels(issue.id(), issue.labelIds());
        insertAssignees(issue.id(), issue.assigneeIds());
        return true;
    }

    /** Replaces the content; the revision moves on only with a new layout. */
    public void update(Issue issue, IssueContent content, Instant now) {
        sql.change(
                """
                UPDATE issue SET name = ?, search_text = ?, description_html = ?,
                                 detail_layout = coalesce(?, detail_layout), revision = revision + ?, priority = ?, start_date = ?, target_date = ?, parent_id = ?,
                                 updated_at = ?
                WHERE id = ?
                """,
                content.name(),
                searchText(issue.key(), content.name()),
                content.descriptionHtml(),
                content.detailLayout(),
                content.detailLayout().isPresent() ? 1 : 0,
                content.priority(),
                content.startDate(),
                content.targetDate(),
                content.parentId(),
                Timestamps.text(now),
                issue.id());
    }

    /** Moves an issue to a state; without a sort order it keeps its own. */
    public void move(String id, String stateId, Optional<Double> sortOrder, Instant now) {
        sql.change(
                "UPDATE issue SET state_id = ?, sort_order = coalesce(?, sort_order), updated_at = ? WHERE id = ?",
                stateId,
                sortOrder,
                Timestamps.text(now),
                id);
    }

    /** Replaces the labels. */
    public void setLabels(String id, List<String> labelIds, Instant now) {
        sql.change("DELETE FROM issue_label WHERE issue_id = ?", id);
        insertLabels(id, labelIds);
        touch(id, now);
    }

    /** Replaces the assignees. */
    public void setAssignees(String id, List<String> assigneeIds, Instant now) {
        sql.change("DELETE FROM issue_assignee WHERE issue_id = ?", id);
        insertAssignees(id, assigneeIds);
        touch(id, now);
    }

    /** The issue with an id, whole. */
    public Optional<Issue> find(String id) {
        return sql.first(IssueRows.SELECT + "WHERE i.id = ?", IssueRows::issue, id);
    }

    /** The id of the issue with an external id. */
    public Optional<String> findId(String projectId, ExternalId externalId) {
        return sql.first(
                "SELECT id FROM issue WHERE project_id = ? AND external_source = ? AND external_id = ?",
                row -> row.getString("id"),
                projectId,
                externalId.source(),
                externalId.id());
    }

    /** Issues without their layout, the newest update first. */
    public List<Issue> list(IssueFilter filter) {
        return sql.list(
                IssueRows.SELECT + """
                        WHERE i.project_id = ?1
                          AND instr(i.search_text, ?2) > 0
                          AND (?3 = '[]' OR i.state_id IN (SELECT value FROM json_each(?3)))
                          AND (?4 = '[]' OR EXISTS (
                                SELECT 1 FROM issue_label il
                                WHERE il.issue_id = i.id AND il.label_id IN (SELECT value FROM json_each(?4))))
                          AND (?5 = '[]' OR EXISTS (
                                SELECT 1 FROM issue_assignee ia
                                WHERE ia.issue_id = i.id AND ia.member_id IN (SELECT value FROM json_each(?5))))
                          AND (?6 = '' OR i.priority = ?6)
                          AND i.updated_at >= ?7
                          AND (?8 = '' OR i.updated_at < ?8 OR (i.updated_at = ?8 AND i.id > ?9))
                        ORDER BY i.updated_at DESC, i.id
                        LIMIT ?10
                        """,
                IssueRows::issueWithoutLayout,
                filter.projectId(),
                filter.text().toLowerCase(Locale.ROOT),
                Json.write(filter.stateIds()),
                Json.write(filter.labelIds()),
                Json.write(filter.assigneeIds()),
                filter.priority(),
                filter.updatedSince(),
                filter.after().map(IssueFilter.Position::updatedAt).orElse(""),
                filter.after().map(IssueFilter.Position::id).orElse(""),
                filter.limit());
    }

    /** Whether {@code ancestorId} is the issue itself or above it. */
    public boolean isSameOrAbove(String ancestorId, String id) {
        return sql.number("""
                        WITH RECURSIVE line (id) AS (
                            VALUES (?)
                            UNION
                            SELECT i.parent_id FROM issue i JOIN line ON i.id = line.id WHERE i.parent_id IS NOT NULL)
                        SELECT count(*) FROM line WHERE id = ?
                        """, id, ancestorId) > 0;
    }

    private void insertLabels(String id, List<String> labelIds) {
        labelIds.forEach(
                labelId -> sql.change("INSERT INTO issue_label (issue_id, label_id) VALUES (?, ?)", id, labelId));
    }

    private void insertAssignees(String id, List<String> assigneeIds) {
        assigneeIds.forEach(
                memberId -> sql.change("INSERT INTO issue_assignee (issue_id, member_id) VALUES (?, ?)", id, memberId));
    }

    private void touch(String id, Instant now) {
        sql.change("UPDATE issue SET updated_at = ? WHERE id = ?", Timestamps.text(now), id);
    }

    /** SQLite folds only ASCII, so what a search compares is folded here. */
    private static String searchText(String key, String name) {
        return (key + "\n" + name).toLowerCase(Locale.ROOT);
    }
}
