package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.tasker.CommentPage;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.IssuePage;
import dc.node.gateway.tasker.IssueQuery;
import dc.node.gateway.tasker.Member;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tasker.TaskerLacksException;
import dc.node.gateway.tasker.TaskerRejectedException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A Tasker that has only the nine calls first agreed on ({@code NODEDC_TASKER_CONTRACT=base}). It tells of an issue only in
 * lists, without its layout, so what needs the layout is refused rather than guessed.
 */
final class BaseNodedcTasker extends NodedcTasker {

    private static final int PAGE = 100;

    BaseNodedcTasker(NodedcHttp http) {
        super(http);
    }

    /** Walks through the projects' lists; how far is bounded by the call's deadline. */
    @Override
    public Issue issue(TaskerCall call, UUID issueId, Collection<UUID> projectIds) {
        return projectIds.stream()
                .distinct()
                .map(projectId -> findInProject(call, issueId, projectId))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new TaskerRejectedException(
                        404, "not_found", "There is no such issue.", Optional.empty(), Optional.empty()));
    }

    @Override
    public Optional<CommentPage> comments(TaskerCall call, UUID issueId, int limit) {
        return Optional.empty();
    }

    @Override
    public Member addMember(TaskerCall call, UUID projectId, UUID memberId, int role) {
        throw new TaskerLacksException("This Tasker has no call for adding project members; ask a person to add them.");
    }

    private Optional<Issue> findInProject(TaskerCall call, UUID issueId, UUID projectId) {
        Optional<String> cursor = Optional.empty();
        do {
            IssuePage page = searchIssues(call, everything(projectId, cursor));
            Optional<Issue> found = page.issues().stream()
                    .filter(issue -> issue.id().equals(issueId))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return Optional.empty();
    }

    private static IssueQuery everything(UUID projectId, Optional<String> cursor) {
        return new IssueQuery(
                projectId,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                PAGE,
                cursor);
    }
}
