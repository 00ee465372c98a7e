package dc.node.tasker.sandbox.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.util.RawValue;

/**
 * An issue as the adapter shows it.
 *
 * @param detailLayout the stored JSON, given back as it was stored; left out in lists
 * @param revision changes with every write of {@code detailLayout}
 */
public record Issue(
        String id,
        String projectId,
        String key,
        String name,
        String descriptionHtml,
        StateName state,
        String priority,
        List<LabelName> labels,
        List<Person> assignees,
        Optional<String> parentId,
        Optional<String> startDate,
        Optional<String> targetDate,
        double sortOrder,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<RawValue> detailLayout,
        String revision,
        String url,
        String createdAt,
        String updatedAt) {

    /** The content an update starts from. */
    public IssueContent content() {
        return new IssueContent(name, descriptionHtml, Optional.empty(), priority, startDate, targetDate, parentId);
    }

    /** The state of an issue. */
    public record StateName(String id, String name, String group) {}

    /** A label on an issue. */
    public record LabelName(String id, String name) {}

    /** An assignee or author. */
    public record Person(String id, String displayName) {}
}
