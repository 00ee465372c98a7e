package dc.node.tasker.sandbox.store;

import dc.node.tasker.sandbox.json.Json;
import dc.node.tasker.sandbox.store.Issue.LabelName;
import dc.node.tasker.sandbox.store.Issue.Person;
import dc.node.tasker.sandbox.store.Issue.StateName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.util.RawValue;

/** How an issue is read: one row each, its labels and assignees as JSON columns. */
final class IssueRows {

    static final String SELECT = """
            SELECT i.*, p.identifier || '-' || i.number AS key, p.workspace_slug,
                   s.name AS state_name, s.state_group,
                   (SELECT json_group_array(json_object('id', l.id, 'name', l.name) ORDER BY l.name, l.id)
                    FROM issue_label il JOIN label l ON l.id = il.label_id WHERE il.issue_id = i.id) AS labels,
                   (SELECT json_group_array(json_object('id', m.id, 'display_name', m.display_name)
                                            ORDER BY m.display_name, m.id)
                    FROM issue_assignee ia JOIN workspace_member m ON m.id = ia.member_id
                    WHERE ia.issue_id = i.id) AS assignees
            FROM issue i JOIN project p ON p.id = i.project_id JOIN state s ON s.id = i.state_id
            """;

    private IssueRows() {}

    static Issue issue(ResultSet row) throws SQLException {
        return issue(row, Optional.of(new RawValue(row.getString("detail_layout"))));
    }

    static Issue issueWithoutLayout(ResultSet row) throws SQLException {
        return issue(row, Optional.empty());
    }

    private static Issue issue(ResultSet row, Optional<RawValue> detailLayout) throws SQLException {
        String key = row.getString("key");
        return new Issue(
                row.getString("id"),
                row.getString("project_id"),
                key,
                row.getString("name"),
                row.getString("description_html"),
                new StateName(row.getString("state_id"), row.getString("state_name"), row.getString("state_group")),
                row.getString("priority"),
                List.of(Json.read(row.getString("labels"), LabelName[].class)),
                List.of(Json.read(row.getString("assignees"), Person[].class)),
                Optional.ofNullable(row.getString("parent_id")),
                Optional.ofNullable(row.getString("start_date")),
                Optional.ofNullable(row.getString("target_date")),
                row.getDouble("sort_order"),
                detailLayout,
                row.getString("revision"),
                "https://tasker.example/%s/browse/%s/".formatted(row.getString("workspace_slug"), key),
                row.getString("created_at"),
                row.getString("updated_at"));
    }
}
