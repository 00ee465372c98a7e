package dc.node.gateway.tasker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the gateway needs of an issue tracker. Shaped by what agents do, so that another backend can answer it too.
 *
 * <p>Every method throws {@link TaskerRejectedException} when Tasker refused for good and
 * {@link TaskerUnavailableException} for everything that may pass. A call lasts at most six seconds and never longer
 * than its {@link Deadline} allows; a write does not begin with less than eight seconds left.
 */
public interface Tasker {

    /** The projects of these ids that exist; unknown ids are left out. */
    List<Project> projects(TaskerCall call, Collection<UUID> projectIds);

    ProjectContext projectContext(TaskerCall call, UUID projectId);

    IssuePage searchIssues(TaskerCall call, IssueQuery query);

    /**
     * Reads an issue.
     *
     * @param projectIds where it may be, the likeliest first, for a Tasker that finds no issue by its id alone
     */
    Issue issue(TaskerCall call, UUID issueId, Collection<UUID> projectIds);

    /** The newest comments first; empty where this Tasker cannot tell. */
    Optional<CommentPage> comments(TaskerCall call, UUID issueId, int limit);

    /** Creates an issue, or returns the one this external id created before. */
    Issue createIssue(TaskerCall call, NewIssue issue, ExternalId externalId);

    /** Changes what is present in {@code changes}. A stale revision is a rejection with code {@code stale_revision}. */
    Issue updateIssue(TaskerCall call, UUID issueId, IssueChanges changes);

    Issue moveIssue(TaskerCall call, UUID issueId, UUID stateId, Optional<Double> sortOrder);

    Issue setLabels(TaskerCall call, UUID issueId, Collection<UUID> labelIds);

    Issue setAssignees(TaskerCall call, UUID issueId, Collection<UUID> assigneeIds);

    /** Adds a comment, or returns the one this external id added before. */
    Comment addComment(TaskerCall call, UUID issueId, String commentHtml, ExternalId externalId);

    /** Adds a member; adding one who is there already succeeds. */
    Member addMember(TaskerCall call, UUID projectId, UUID memberId, int role);

    /** Returns when Tasker says it is ready; throws {@link TaskerUnavailableException} otherwise. */
    void checkHealth(Duration limit);
}
