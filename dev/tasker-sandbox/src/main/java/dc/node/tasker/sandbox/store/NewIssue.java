package dc.node.tasker.sandbox.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An issue to create, all of it already checked. */
public record NewIssue(
        String id,
        Project project,
        IssueContent content,
        String stateId,
        List<String> labelIds,
        List<String> assigneeIds,
        Optional<ExternalId> externalId,
        Instant createdAt) {}
