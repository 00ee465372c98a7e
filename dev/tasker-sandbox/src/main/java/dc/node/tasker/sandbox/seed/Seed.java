package dc.node.tasker.sandbox.seed;

import dc.node.tasker.sandbox.store.MemberStore;
import dc.node.tasker.sandbox.store.Project;
import dc.node.tasker.sandbox.store.Sql;
import java.util.List;

/** Plants the workspace: two projects with states, labels, members and issues. None of it is an effect. */
public final class Seed {

    private static final List<SeedProject> PROJECTS =
            List.of(new SeedProject("CORE", "Core platform"), new SeedProject("EDGE", "Edge nodes"));

    private static final List<SeedState> STATES = List.of(
            new SeedState("Backlog", "backlog"),
            new SeedState("Todo", "unstarted"),
            new SeedState("In Progress", "started"),
            new SeedState("Done", "completed"),
            new SeedState("Cancelled", "cancelled"));

    private static final List<SeedLabel> LABELS = List.of(
            new SeedLabel("bug", "#d73a4a"),
            new SeedLabel("feature", "#0e8a16"),
            new SeedLabel("docs", "#0075ca"),
            new SeedLabel("chore", "#cfd3d7"));

    private static final List<SeedMember> MEMBERS = List.of(
            new SeedMember("guest", "Galina Guest", 5, true, true),
            new SeedMember("member", "Mikhail Member", 15, true, true),
            new SeedMember("admin", "Anna Admin", 20, true, true),
            new SeedMember("inactive", "Ivan Inactive", 15, false, true),
            new SeedMember("outsider", "Olga Outsider", 15, true, false));

    private Seed() {}

    /** Plants a database that holds nothing yet, and leaves any other alone; tells whether it planted. */
    public static boolean plantIfEmpty(Sql sql) {
        if (sql.number("SELECT count(*) FROM project") > 0) {
            return false;
        }
        plant(sql);
        return true;
    }

    /** Empties the database, effects included, and plants it again. */
    public static boolean plantAnew(Sql sql) {
        sql.change("DELETE FROM effect");
        sql.change("DELETE FROM comment");
        sql.change("DELETE FROM issue_label");
        sql.change("DELETE FROM issue_assignee");
        sql.change("UPDATE issue SET parent_id = NULL");
        sql.change("DELETE FROM issue");
        sql.change("DELETE FROM project_member");
        sql.change("DELETE FROM workspace_member");
        sql.change("DELETE FROM label");
        sql.change("DELETE FROM state");
        sql.change("DELETE FROM project");
        plant(sql);
        return true;
    }

    private static void plant(Sql sql) {
        MEMBERS.forEach(member -> plantMember(sql, member));
        PROJECTS.forEach(project -> plantProject(sql, project.identifier, project.name));
    }

    private static void plantMember(Sql sql, SeedMember member) {
        sql.change(
                """
                INSERT INTO workspace_member (id, workspace_slug, display_name, email, role, active)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                SeedIds.member(member.who),
                SeedIds.WORKSPACE,
                member.name,
                member.who + "@nodedc.example",
                member.role,
                member.active ? 1 : 0);
    }

    private static void plantProject(Sql sql, String identifier, String name) {
        Project project = new Project(SeedIds.project(identifier), SeedIds.WORKSPACE, identifier, name, false);
        sql.change(
                "INSERT INTO project (id, workspace_slug, identifier, name, archived) VALUES (?, ?, ?, ?, 0)",
                project.id(),
                project.workspaceSlug(),
                identifier,
                name);
        for (int i = 0; i < STATES.size(); i++) {
            sql.change(
                    """
                    INSERT INTO state (id, project_id, name, state_group, sequence, is_default)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                    SeedIds.state(identifier, STATES.get(i).name),
                    project.id(),
                    STATES.get(i).name,
                    STATES.get(i).group,
                    (i + 1) * 10_000,
                    STATES.get(i).name.equals("Todo") ? 1 : 0);
        }
        LABELS.forEach(label -> sql.change(
                "INSERT INTO label (id, project_id, name, color) VALUES (?, ?, ?, ?)",
                SeedIds.label(identifier, label.name),
                project.id(),
                label.name,
                label.color));
        MEMBERS.stream()
                .filter(SeedMember::inProjects)
                .forEach(member ->
                        new MemberStore(sql).putInProject(project.id(), SeedIds.member(member.who), member.role));
        new SeedIssues(sql, project).plant();
    }

    private record SeedProject(String identifier, String name) {}

    private record SeedLabel(String name, String color) {}

    private record SeedState(String name, String group) {}

    private record SeedMember(String who, String name, int role, boolean active, boolean inProjects) {}
}
