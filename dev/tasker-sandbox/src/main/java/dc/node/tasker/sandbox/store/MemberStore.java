package dc.node.tasker.sandbox.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Members of workspaces and projects. */
public final class MemberStore {

    private final Sql sql;

    /** Creates the store for one transaction. */
    public MemberStore(Sql sql) {
        this.sql = sql;
    }

    /** Everyone in a workspace, active or not. */
    public List<Member> inWorkspace(String slug) {
        return sql.list("""
                SELECT id, display_name, email, role, active
                FROM workspace_member WHERE workspace_slug = ? ORDER BY display_name, id
                """, MemberStore::member, slug);
    }

    /** Everyone in a project, active or not, with the role in the project. */
    public List<Member> inProject(String projectId) {
        return sql.list("""
                SELECT m.id, m.display_name, m.email, p.role, p.active AND m.active AS active
                FROM project_member p JOIN workspace_member m ON m.id = p.member_id
                WHERE p.project_id = ? ORDER BY m.display_name, m.id
                """, MemberStore::member, projectId);
    }

    /** Someone in a workspace. */
    public Optional<Member> findInWorkspace(String slug, String memberId) {
        return inWorkspace(slug).stream()
                .filter(member -> member.id().equals(memberId))
                .findFirst();
    }

    /** Someone in a project. */
    public Optional<Member> findInProject(String projectId, String memberId) {
        return inProject(projectId).stream()
                .filter(member -> member.id().equals(memberId))
                .findFirst();
    }

    /** Makes someone an active member of a project, also after an earlier membership ended. */
    public void putInProject(String projectId, String memberId, int role) {
        sql.change("""
                INSERT INTO project_member (project_id, member_id, role, active) VALUES (?, ?, ?, 1)
                ON CONFLICT (project_id, member_id) DO UPDATE SET role = excluded.role, active = 1
                """, projectId, memberId, role);
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString("id"),
                row.getString("display_name"),
                row.getString("email"),
                row.getInt("role"),
                row.getBoolean("active"));
    }
}
