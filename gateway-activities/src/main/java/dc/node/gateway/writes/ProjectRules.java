package dc.node.gateway.writes;

import dc.node.gateway.blocks.BlockProblem;
import dc.node.gateway.grants.Grant;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Label;
import dc.node.gateway.tasker.Member;
import dc.node.gateway.tasker.ProjectContext;
import dc.node.gateway.tasker.State;
import dc.node.gateway.tasker.TaskerRejectedException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What an issue may refer to in its project. Each method throws with a sentence that lists what is allowed. */
final class ProjectRules {

    private static final String PARENT_ELSEWHERE =
            "The parent is not an issue of the same project. Choose one with tasker_search_issues.";

    private ProjectRules() {}

    static State requireState(ProjectContext context, UUID stateId) {
        return context.states().stream()
                .filter(state -> state.id().equals(stateId))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "state_id",
                        "This state is not one of the project's. Choose one of: "
                                + names(context.states().stream()
                                        .map(State::name)
                                        .toList()) + "."));
    }

    /** Ending an issue is the owner's to allow. */
    static void requireMayEnd(Grant grant, State state) {
        if (state.terminal() && !grant.allowTerminalStates()) {
            throw new CallRefusedException(ToolError.of(
                            ErrorCode.SCOPE_DENIED,
                            "Your grant does not allow moves into completed or cancelled states. Leave the issue in a"
                                    + " started state and ask a person to close it.")
                    .with("field", "state_id"));
        }
    }

    static void requireLabels(ProjectContext context, Collection<UUID> labelIds) {
        List<UUID> known = context.labels().stream().map(Label::id).toList();
        if (!known.containsAll(labelIds)) {
            throw invalid(
                    "label_ids",
                    "At least one label is not the project's. It has: "
                            + names(context.labels().stream().map(Label::name).toList())
                            + ". Take the ids from tasker_get_project_context.");
        }
    }

    static void requireAssignees(ProjectContext context, Collection<UUID> assigneeIds) {
        List<UUID> active = context.members().stream()
                .filter(Member::active)
                .map(Member::id)
                .toList();
        if (!active.containsAll(assigneeIds)) {
            throw invalid(
                    "assignee_ids",
                    "At least one assignee is not an active member of the project. Take the ids from"
                            + " tasker_get_project_context, or add the person with"
                            + " tasker_add_existing_project_member first.");
        }
    }

    static void requireParent(Attempt attempt, UUID parentId, UUID projectId) {
        Issue parent;
        try {
            parent = attempt.tasker().issue(attempt.call(), parentId, List.of(projectId));
        } catch (TaskerRejectedException e) {
            throw e.notFound() ? invalid("parent_id", PARENT_ELSEWHERE) : e;
        }
        if (!parent.projectId().equals(projectId)) {
            throw invalid("parent_id", PARENT_ELSEWHERE);
        }
    }

    static CallRefusedException invalid(String field, String message) {
        return new CallRefusedException(ToolError.validation(field, message));
    }

    /** Names the argument, and by a pointer the place inside it. */
    static CallRefusedException invalid(BlockProblem problem) {
        String argument = problem.field().split("/", 3)[1];
        ToolError error = ToolError.validation(argument, problem.message());
        boolean inside = problem.field().length() > argument.length() + 1;
        return new CallRefusedException(inside ? error.with("pointer", problem.field()) : error);
    }

    private static String names(List<String> names) {
        return names.stream().limit(30).collect(Collectors.joining(", "));
    }
}
