package dc.node.gateway.writes;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.UUID;

/**
 * The activities of the tools that write, one each, of the tool's name. The only argument is the operation id and the
 * only result is how the operation ended: all else stays in the ledger, so that nothing of an issue's text is ever in
 * Temporal.
 */
@ActivityInterface
public interface WriteActivities {

    @ActivityMethod(name = "tasker_create_issue")
    String createIssue(UUID operationId);

    @ActivityMethod(name = "tasker_update_issue")
    String updateIssue(UUID operationId);

    @ActivityMethod(name = "tasker_move_issue")
    String moveIssue(UUID operationId);

    @ActivityMethod(name = "tasker_set_issue_labels")
    String setIssueLabels(UUID operationId);

    @ActivityMethod(name = "tasker_assign_issue")
    String assignIssue(UUID operationId);

    @ActivityMethod(name = "tasker_add_existing_project_member")
    String addExistingProjectMember(UUID operationId);

    @ActivityMethod(name = "tasker_append_comment")
    String appendComment(UUID operationId);

    @ActivityMethod(name = "tasker_update_structured_blocks")
    String updateStructuredBlocks(UUID operationId);

    @ActivityMethod(name = "tasker_finish_work_session")
    String finishWorkSession(UUID operationId);
}
