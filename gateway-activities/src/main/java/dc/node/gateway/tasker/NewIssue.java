package dc.node.gateway.tasker;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** An issue to create; what is absent is left to Tasker. Dates are ISO 8601. */
public record NewIssue(
        UUID projectId,
        String name,
        Optional<String> descriptionHtml,
        Optional<ObjectNode> detailLayout,
        Optional<UUID> stateId,
        Optional<String> priority,
        List<UUID> labelIds,
        List<UUID> assigneeIds,
        Optional<String> startDate,
        Optional<String> targetDate,
        Optional<UUID> parentId) {}
