package dc.node.gateway.tasker;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes to an issue; what is absent stays as it is.
 *
 * @param ifRevision the change is refused as stale unless the layout still has this revision
 */
public record IssueChanges(
        Optional<String> name,
        Optional<String> descriptionHtml,
        Optional<ObjectNode> detailLayout,
        Optional<String> ifRevision,
        Optional<String> priority,
        Optional<String> startDate,
        Optional<String> targetDate,
        Optional<UUID> parentId) {

    public static final IssueChanges NONE = new IssueChanges(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
