package dc.node.gateway.writes;

import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.IssueChanges;
import dc.node.gateway.tasker.TaskerLacksException;
import dc.node.gateway.tasker.TaskerRejectedException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an issue's layout, changes it and writes it back: one at a time across all agents and replicas (by the lease), and
 * never over a change somebody made in Tasker meanwhile (by the revision).
 */
@Component
class LayoutEditor {

    /** People edit slowly; losing this many races in a row means that something else is wrong. */
    private static final int MOST_RACES = 5;

    private final IssueLease lease;

    LayoutEditor(IssueLease lease) {
        this.lease = lease;
    }

    /**
     * Edits the layout of one issue.
     *
     * @param madeFrom the revision the change was made from; if the issue has another, the change is refused as stale.
     *     Empty: the change is made again on whatever is there.
     * @param otherChanges what is written together with the layout
     * @param edit is given the issue and its layout, and returns the new layout, or empty when the issue already is as wanted
     * @return the issue as it is afterwards
     */
    Issue edit(
            Attempt attempt,
            UUID issueId,
            Optional<String> madeFrom,
            IssueChanges otherChanges,
            BiFunction<Issue, ObjectNode, Optional<ObjectNode>> edit) {
        return lease.holding(issueId, attempt, () -> {
            for (int race = 1; race <= MOST_RACES; race++) {
                Optional<Issue> edited = tryEdit(attempt, issueId, madeFrom, otherChanges, edit);
                if (edited.isPresent()) {
                    return edited.get();
                }
            }
            throw new RetryLaterException("Somebody else keeps changing this issue's layout");
        });
    }

    /** Empty when the layout was changed between our reading and our writing. */
    private static Optional<Issue> tryEdit(
            Attempt attempt,
            UUID issueId,
            Optional<String> madeFrom,
            IssueChanges otherChanges,
            BiFunction<Issue, ObjectNode, Optional<ObjectNode>> edit) {
        Issue current = attempt.requireIssue(issueId);
        ObjectNode before = current.detailLayout()
                .orElseThrow(
                        () -> new TaskerLacksException(
                                "This Tasker does not tell an issue's detail_layout, so it cannot be changed through the gateway."));
        Optional<ObjectNode> layout = edit.apply(current, before);
        if (layout.isEmpty()) {
            return Optional.of(current);
        }
        if (madeFrom.isPresent() && !madeFrom.equals(current.revision())) {
            throw stale();
        }
        attempt.aboutToSend();
        IssueChanges changes = withLayout(otherChanges, layout.get(), current.revision());
        try {
            return Optional.of(attempt.tasker().updateIssue(attempt.call(), issueId, changes));
        } catch (TaskerRejectedException e) {
            if (e.staleRevision()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A change made from a layout that is no longer there. */
    private static CallRefusedException stale() {
        return new CallRefusedException(ToolError.of(
                ErrorCode.STALE_REVISION,
                "The blocks have changed since you read them. Read the issue with tasker_get_issue, make your change on"
                        + " the blocks as they are now, and send it with the new blocks_revision and a new"
                        + " idempotency_key."));
    }

    private static IssueChanges withLayout(IssueChanges others, ObjectNode layout, Optional<String> revision) {
        return new IssueChanges(
                others.name(),
                others.descriptionHtml(),
                Optional.of(layout),
                revision,
                others.priority(),
                others.startDate(),
                others.targetDate(),
                others.parentId());
    }
}
