package dc.node.tasker.sandbox.store;

import java.util.Optional;

/**
 * What an update may change.
 *
 * @param detailLayout the text of a JSON object; empty leaves a stored one as it is
 * @param startDate an ISO 8601 day, as {@code targetDate}
 */
public record IssueContent(
        String name,
        String descriptionHtml,
        Optional<String> detailLayout,
        String priority,
        Optional<String> startDate,
        Optional<String> targetDate,
        Optional<String> parentId) {}
