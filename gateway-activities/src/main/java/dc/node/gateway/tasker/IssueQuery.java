package dc.node.gateway.tasker;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A search within one project; empty collections and optionals do not narrow it. */
public record IssueQuery(
        UUID projectId,
        Optional<String> query,
        List<UUID> stateIds,
        List<UUID> labelIds,
        List<UUID> assigneeIds,
        Optional<String> priority,
        Optional<String> updatedSince,
        int limit,
        Optional<String> cursor) {}
