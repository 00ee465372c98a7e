package dc.node.tasker.sandbox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Projects with their states and labels. */
public final class ProjectStore {

    private static final String SELECT = "SELECT id, workspace_slug, identifier, name, archived FROM project ";

    private final Sql sql;

    /** Creates the store for one transaction. */
    public ProjectStore(Sql sql) {
        this.sql = sql;
    }

    /** The project with an id. */
    public Optional<Project> find(String id) {
        return sql.first(SELECT + "WHERE id = ?", ProjectStore::project, id);
    }

    /** The projects of a workspace; none for an unknown one. */
    public List<Project> inWorkspace(String slug) {
        return sql.list(SELECT + "WHERE workspace_slug = ? ORDER BY identifier", ProjectStore::project, slug);
    }

    /** A project's states in their order. */
    public List<State> states(String projectId) {
        return sql.list(
                "SELECT id, name, state_group, sequence FROM state WHERE project_id = ? ORDER BY sequence",
                row -> new State(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("state_group"),
                        row.getInt("sequence")),
                projectId);
    }

    /** The state a new issue gets when none is named. */
    public String defaultStateId(String projectId) {
        return sql.list("""
                        SELECT id FROM state
                        WHERE project_id = ? AND is_default AND state_group IN ('backlog', 'unstarted') ORDER BY sequence
                        """, row -> row.getString("id"), projectId).getFirst();
    }

    /** A project's labels. */
    public List<Label> labels(String projectId) {
        return sql.list(
                "SELECT id, name, color FROM label WHERE project_id = ? ORDER BY name, id",
                row -> new Label(row.getString("id"), row.getString("name"), row.getString("color")),
                projectId);
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                row.getString("id"),
                row.getString("workspace_slug"),
                row.getString("identifier"),
                row.getString("name"),
                row.getBoolean("archived"));
    }
}
