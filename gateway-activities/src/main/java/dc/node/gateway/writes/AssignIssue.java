package dc.node.gateway.writes;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Person;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_assign_issue}: replaces the assignees. */
@Component
class AssignIssue implements WriteTool {

    private final IssueLease lease;

    AssignIssue(IssueLease lease) {
        this.lease = lease;
    }

    private record Arguments(UUID issueId, List<UUID> assigneeIds) {}

    @Override
    public String name() {
        return "tasker_assign_issue";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_ASSIGN);
    }

    @Override
    public void check(ObjectNode arguments) {}

    @Override
    public WriteResult apply(Attempt attempt) {
        Arguments arguments = attempt.arguments(Arguments.class);
        return lease.holding(arguments.issueId(), attempt, () -> assign(attempt, arguments));
    }

    private static WriteResult assign(Attempt attempt, Arguments arguments) {
        Issue issue = attempt.requireIssue(arguments.issueId());
        ProjectRules.requireAssignees(attempt.requireProject(issue.projectId()), arguments.assigneeIds());
        Set<UUID> wanted = new LinkedHashSet<>(arguments.assigneeIds());
        Set<UUID> present = issue.assignees().stream().map(Person::id).collect(Collectors.toSet());
        if (attempt.mayHaveTakenEffect() && present.equals(wanted)) {
            return new WriteResult().issue(issue);
        }
        attempt.aboutToSend();
        return new WriteResult().issue(attempt.tasker().setAssignees(attempt.call(), issue.id(), wanted));
    }
}
