package dc.node.gateway.writes;

import dc.node.gateway.blocks.StructuredBlocks;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.IssueChanges;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tasker_update_issue}. A layout sent without blocks keeps the blocks that are there; one with blocks takes their
 * place and therefore needs the blocks' scope and the revision it was made from.
 */
@Component
class UpdateIssue implements WriteTool {

    /** The arguments that change something, in the contract's order. */
    private static final List<String> CHANGES =
            List.of("name", "description_html", "detail_layout", "priority", "start_date", "target_date", "parent_id");

    private final LayoutEditor layouts;
    private final IssueLease lease;

    UpdateIssue(LayoutEditor layouts, IssueLease lease) {
        this.layouts = layouts;
        this.lease = lease;
    }

    private record Arguments(
            UUID issueId,
            Optional<String> name,
            Optional<String> descriptionHtml,
            Optional<ObjectNode> detailLayout,
            Optional<String> revision,
            Optional<String> priority,
            Optional<String> startDate,
            Optional<String> targetDate,
            Optional<UUID> parentId) {

        IssueChanges plainChanges(Attempt attempt) {
            return new IssueChanges(
                    name,
                    descriptionHtml.map(attempt::clean),
                    Optional.empty(),
                    Optional.empty(),
                    priority,
                    startDate,
                    targetDate,
                    parentId);
        }
    }

    @Override
    public String name() {
        return "tasker_update_issue";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_UPDATE);
    }

    @Override
    public void check(ObjectNode arguments) {
        if (CHANGES.stream().noneMatch(arguments::has)) {
            throw ProjectRules.invalid(
                    "name", "There is nothing to change. Send at least one of " + String.join(", ", CHANGES) + ".");
        }
        ArgumentRules.requireDateOrder(arguments);
        Optional<SentLayout> layout = ArgumentRules.sentLayout(arguments);
        if (layout.filter(SentLayout::holdsBlocks).isPresent() && !arguments.has("revision")) {
            throw ProjectRules.invalid(
                    "revision",
                    "A detail_layout with " + StructuredBlocks.KEY + " replaces the blocks, so send the blocks_revision"
                            + " that tasker_get_issue gave as revision. To add blocks, use"
                            + " tasker_update_structured_blocks instead.");
        }
    }

    @Override
    public WriteResult apply(Attempt attempt) {
        Arguments arguments = attempt.arguments(Arguments.class);
        Issue updated = arguments
                .detailLayout()
                .map(sent -> withLayout(attempt, arguments, new SentLayout(sent)))
                .orElseGet(() -> lease.holding(arguments.issueId(), attempt, () -> withoutLayout(attempt, arguments)));
        return new WriteResult().issue(updated);
    }

    private static Issue requireValid(Attempt attempt, Arguments arguments) {
        Issue issue = attempt.requireIssue(arguments.issueId());
        arguments.parentId().ifPresent(parentId -> {
            ProjectRules.requireParent(attempt, parentId, issue.projectId());
            if (parentId.equals(issue.id())) {
                throw ProjectRules.invalid("parent_id", "An issue cannot be its own parent.");
            }
        });
        requireDateOrder(arguments, issue);
        return issue;
    }

    /** A date that is sent must also agree with one that stays. */
    private static void requireDateOrder(Arguments arguments, Issue issue) {
        if (arguments.startDate().isPresent() || arguments.targetDate().isPresent()) {
            ArgumentRules.requireDateOrder(
                    arguments.startDate().or(issue::startDate),
                    arguments.targetDate().or(issue::targetDate),
                    arguments.targetDate().isPresent() ? "target_date" : "start_date");
        }
    }

    private static Issue withoutLayout(Attempt attempt, Arguments arguments) {
        Issue issue = requireValid(attempt, arguments);
        IssueChanges changes = arguments.plainChanges(attempt);
        if (attempt.mayHaveTakenEffect() && holds(issue, changes)) {
            return issue;
        }
        attempt.aboutToSend();
        return attempt.tasker().updateIssue(attempt.call(), issue.id(), changes);
    }

    private Issue withLayout(Attempt attempt, Arguments arguments, SentLayout sent) {
        requireValid(attempt, arguments);
        if (sent.holdsBlocks()) {
            attempt.requireScope(Scope.ISSUE_STRUCTURED_BLOCKS_WRITE);
        }
        IssueChanges changes = arguments.plainChanges(attempt);
        return layouts.edit(attempt, arguments.issueId(), arguments.revision(), changes, (current, before) -> {
            ObjectNode wanted = sent.onto(before, attempt);
            boolean done = attempt.mayHaveTakenEffect() && before.equals(wanted) && holds(current, changes);
            return done ? Optional.empty() : Optional.of(wanted);
        });
    }

    /** Whether the issue already is as the changes want it. */
    private static boolean holds(Issue issue, IssueChanges changes) {
        return changes.name().map(issue.name()::equals).orElse(true)
                && changes.priority().map(issue.priority()::equals).orElse(true)
                && (changes.descriptionHtml().isEmpty()
                        || changes.descriptionHtml().equals(issue.descriptionHtml()))
                && (changes.startDate().isEmpty() || changes.startDate().equals(issue.startDate()))
                && (changes.targetDate().isEmpty() || changes.targetDate().equals(issue.targetDate()))
                && (changes.parentId().isEmpty() || changes.parentId().equals(issue.parentId()));
    }
}
