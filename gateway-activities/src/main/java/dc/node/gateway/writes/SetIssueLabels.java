package dc.node.gateway.writes;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Label;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_set_issue_labels}: {@code set} replaces the labels (the default), {@code merge} adds to them. */
@Component
class SetIssueLabels implements WriteTool {

    private final IssueLease lease;

    SetIssueLabels(IssueLease lease) {
        this.lease = lease;
    }

    private record Arguments(UUID issueId, List<UUID> labelIds, Optional<String> mode) {

        boolean merge() {
            return mode.filter("merge"::equals).isPresent();
        }
    }

    @Override
    public String name() {
        return "tasker_set_issue_labels";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_LABEL);
    }

    @Override
    public void check(ObjectNode arguments) {}

    @Override
    public WriteResult apply(Attempt attempt) {
        Arguments arguments = attempt.arguments(Arguments.class);
        return lease.holding(arguments.issueId(), attempt, () -> change(attempt, arguments));
    }

    private static WriteResult change(Attempt attempt, Arguments arguments) {
        Issue issue = attempt.requireIssue(arguments.issueId());
        ProjectRules.requireLabels(attempt.requireProject(issue.projectId()), arguments.labelIds());
        Set<UUID> present =
                new LinkedHashSet<>(issue.labels().stream().map(Label::id).toList());
        Set<UUID> wanted = new LinkedHashSet<>(arguments.merge() ? present : Set.of());
        wanted.addAll(arguments.labelIds());
        if (attempt.mayHaveTakenEffect() && present.equals(wanted)) {
            return new WriteResult().issue(issue);
        }
        attempt.aboutToSend();
        return new WriteResult().issue(attempt.tasker().setLabels(attempt.call(), issue.id(), wanted));
    }
}
