package dc.node.gateway.writes;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.State;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_move_issue}. */
@Component
class MoveIssue implements WriteTool {

    private final IssueLease lease;

    MoveIssue(IssueLease lease) {
        this.lease = lease;
    }

    private record Arguments(UUID issueId, UUID stateId, Optional<Double> sortOrder) {}

    @Override
    public String name() {
        return "tasker_move_issue";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_MOVE);
    }

    @Override
    public void check(ObjectNode arguments) {}

    @Override
    public WriteResult apply(Attempt attempt) {
        Arguments arguments = attempt.arguments(Arguments.class);
        return lease.holding(arguments.issueId(), attempt, () -> move(attempt, arguments));
    }

    private static WriteResult move(Attempt attempt, Arguments arguments) {
        Issue issue = attempt.requireIssue(arguments.issueId());
        State state = ProjectRules.requireState(attempt.requireProject(issue.projectId()), arguments.stateId());
        ProjectRules.requireMayEnd(attempt.requireGrant(issue.projectId()), state);
        // A place in the column cannot be read back, so with one the move is made again: it ends the same.
        boolean moved =
                issue.state().id().equals(state.id()) && arguments.sortOrder().isEmpty();
        if (attempt.mayHaveTakenEffect() && moved) {
            return new WriteResult().issue(issue);
        }
        attempt.aboutToSend();
        return new WriteResult()
                .issue(attempt.tasker().moveIssue(attempt.call(), issue.id(), state.id(), arguments.sortOrder()));
    }
}
