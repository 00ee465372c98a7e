package dc.node.gateway.tasker;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * An issue as Tasker holds it. In a list, {@code detailLayout} and {@code revision} are absent.
 *
 * @param revision opaque; changes whenever the layout does
 */
public record Issue(
        UUID id,
        UUID projectId,
        String key,
        String name,
        Optional<String> descriptionHtml,
        State state,
        String priority,
        List<Label> labels,
        List<Person> assignees,
        Optional<UUID> parentId,
        Optional<String> startDate,
        Optional<String> targetDate,
        Optional<ObjectNode> detailLayout,
        Optional<String> revision,
        Optional<String> url,
        String createdAt,
        String updatedAt) {}
