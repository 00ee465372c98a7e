package dc.node.tasker.sandbox.adapter;

import dc.node.tasker.sandbox.store.IssueContent;
import java.util.Optional;
import java.util.Set;

/** The fields that create and update share. */
final class ContentFields {

    static final Set<String> NAMES =
            Set.of("name", "description_html", "detail_layout", "priority", "start_date", "target_date", "parent_id");

    static final IssueContent BLANK =
            new IssueContent("", "", Optional.empty(), "none", Optional.empty(), Optional.empty(), Optional.empty());

    private static final Set<String> PRIORITIES = Set.of("urgent", "high", "medium", "low", "none");
    private static final int MAX_NAME = 255;

    private ContentFields() {}

    /** The content with every field of the body put in place of the current one. */
    static IssueContent read(Fields fields, IssueContent current) {
        return new IssueContent(
                fields.text("name", MAX_NAME).orElse(current.name()),
                fields.text("description_html").orElse(current.descriptionHtml()),
                fields.object("detail_layout"),
                priority(fields).orElse(current.priority()),
                fields.dateOr("start_date", current.startDate()),
                fields.dateOr("target_date", current.targetDate()),
                fields.idOr("parent_id", current.parentId()));
    }

    private static Optional<String> priority(Fields fields) {
        Optional<String> priority = fields.text("priority");
        if (priority.isPresent() && !PRIORITIES.contains(priority.get())) {
            throw Fields.invalid("priority", "must be urgent, high, medium, low or none.");
        }
        return priority;
    }
}
