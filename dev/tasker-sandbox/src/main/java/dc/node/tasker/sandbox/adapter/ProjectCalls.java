package dc.node.tasker.sandbox.adapter;

import static dc.node.tasker.sandbox.adapter.Fields.required;

import dc.node.tasker.sandbox.http.Answer;
import dc.node.tasker.sandbox.http.Answer.Reply;
import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.store.Database;
import dc.node.tasker.sandbox.store.Label;
import dc.node.tasker.sandbox.store.Member;
import dc.node.tasker.sandbox.store.MemberStore;
import dc.node.tasker.sandbox.store.Project;
import dc.node.tasker.sandbox.store.ProjectStore;
import dc.node.tasker.sandbox.store.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Projects: which there are, what each has, and adding a member of the workspace to one. */
final class ProjectCalls {

    private static final Set<Integer> ROLES = Set.of(5, 15, 20);

    private final Database database;
    private final Writes writes;
    private final Set<String> launcherManaged;

    ProjectCalls(Database database, Writes writes, Set<String> launcherManaged) {
        this.database = database;
        this.writes = writes;
        this.launcherManaged = launcherManaged;
    }

    Answer resolve(Request request) {
        Fields fields = Fields.of(request, Set.of("project_ids", "workspace_slug"));
        Optional<List<String>> ids = fields.ids("project_ids");
        Optional<String> slug = fields.text("workspace_slug");
        if (ids.isPresent() == slug.isPresent()) {
            throw Fields.invalid("project_ids", "or workspace_slug must be given, one of the two.");
        }
        List<Project> projects = database.transaction(sql -> {
            ProjectStore store = new ProjectStore(sql);
            return slug.map(store::inWorkspace)
                    .orElseGet(() -> ids.orElseThrow().stream()
                            .flatMap(id -> store.find(id).stream())
                            .toList());
        });
        return Reply.json(200, Map.of("projects", projects));
    }

    Answer context(String projectId) {
        return database.transaction(sql -> {
            Project project = new ProjectStore(sql).find(projectId).orElseThrow(() -> Refusal.notFound("project"));
            MemberStore members = new MemberStore(sql);
            return Reply.json(
                    200,
                    new Context(
                            project,
                            new ProjectStore(sql).states(projectId),
                            new ProjectStore(sql).labels(projectId),
                            members.inProject(projectId),
                            members.inWorkspace(project.workspaceSlug())));
        });
    }

    Answer addMember(Request request, String projectId) {
        return writes.run(request, write -> {
            Fields fields = Fields.of(request, Set.of("member_id", "role"));
            String memberId = required("member_id", fields.id("member_id"));
            int role = role(fields);
            Project project =
                    new ProjectStore(write.sql()).find(projectId).orElseThrow(() -> Refusal.notFound("project"));
            if (launcherManaged.contains(project.identifier())) {
                throw Refusal.of(
                        403,
                        "launcher_managed",
                        "Members of %s are managed in the launcher; add the person there."
                                .formatted(project.identifier()));
            }
            MemberStore members = new MemberStore(write.sql());
            Member inWorkspace = members.findInWorkspace(project.workspaceSlug(), memberId)
                    .filter(Member::active)
                    .orElseThrow(() -> Refusal.ofField(
                            422, "invalid_member", "member_id", "Not an active member of the workspace."));
            boolean alreadyIn = members.findInProject(projectId, memberId)
                    .filter(Member::active)
                    .isPresent();
            if (!alreadyIn) {
                if (role > inWorkspace.role()) {
                    throw Refusal.ofField(
                            422,
                            "role_too_high",
                            "role",
                            "The person's role in the workspace is only %d.".formatted(inWorkspace.role()));
                }
                members.putInProject(projectId, memberId, role);
                write.effect("member.add", Optional.empty(), projectId, Optional.empty());
            }
            Member member = members.findInProject(projectId, memberId).orElseThrow();
            return Reply.json(200, Map.of("member", member));
        });
    }

    private static int role(Fields fields) {
        double role = required("role", fields.number("role"));
        return ROLES.stream()
                .filter(known -> known == role)
                .findFirst()
                .orElseThrow(() -> Fields.invalid("role", "must be 5 (guest), 15 (member) or 20 (admin)."));
    }

    private record Context(
            Project project,
            List<State> states,
            List<Label> labels,
            List<Member> members,
            List<Member> workspaceMembers) {}
}
