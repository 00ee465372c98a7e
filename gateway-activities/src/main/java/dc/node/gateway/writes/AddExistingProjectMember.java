package dc.node.gateway.writes;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.tasker.Member;
import dc.node.gateway.tasker.ProjectContext;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tasker_add_existing_project_member}: somebody of the workspace joins the project. Never invites anybody new. The
 * instruction it rests on is kept in the ledger and the audit.
 */
@Component
class AddExistingProjectMember implements WriteTool {

    private static final int MEMBER = 15;

    private record Arguments(UUID projectId, UUID memberId, Optional<Integer> role) {}

    @Override
    public String name() {
        return "tasker_add_existing_project_member";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.PROJECT_MEMBER_ADD_EXISTING);
    }

    @Override
    public void check(ObjectNode arguments) {}

    @Override
    public WriteResult apply(Attempt attempt) {
        Arguments arguments = attempt.arguments(Arguments.class);
        ProjectContext context = attempt.requireProject(arguments.projectId());
        Grant grant = attempt.requireGrant(arguments.projectId());
        Member person = context.workspaceMembers().stream()
                .filter(member -> member.id().equals(arguments.memberId()) && member.active())
                .findFirst()
                .orElseThrow(() -> ProjectRules.invalid(
                        "member_id",
                        "This person is not an active member of the workspace, and the gateway never invites anyone."
                                + " Take the id from workspace_members of tasker_get_project_context."));
        int highest = Math.min(person.role(), grant.highestRole().number());
        int role = arguments.role().orElse(Math.min(MEMBER, highest));
        if (role > person.role()) {
            throw ProjectRules.invalid(
                    "role",
                    "The role is above the person's role in the workspace (" + person.role() + "). Send that or less.");
        }
        if (role > grant.highestRole().number()) {
            throw new CallRefusedException(ToolError.of(
                            ErrorCode.SCOPE_DENIED,
                            "Your grant allows roles up to "
                                    + grant.highestRole().number() + ". Send that or less.")
                    .with("field", "role"));
        }
        return new WriteResult()
                .member(attempt.tasker().addMember(attempt.call(), arguments.projectId(), person.id(), role));
    }
}
