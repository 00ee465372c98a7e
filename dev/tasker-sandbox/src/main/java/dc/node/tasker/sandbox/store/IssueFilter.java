package dc.node.tasker.sandbox.store;

import java.util.List;
import java.util.Optional;

/**
 * Which issues to list, newest update first.
 *
 * @param text part of the name or key, in any case; blank for all
 * @param stateIds any of these; empty for all, as for the other lists
 * @param updatedSince a time as {@link Timestamps} writes it; empty for all
 * @param after where the page before ended
 * @param limit the most issues to give
 */
public record IssueFilter(
        String projectId,
        String text,
        List<String> stateIds,
        List<String> labelIds,
        List<String> assigneeIds,
        String priority,
        String updatedSince,
        Optional<Position> after,
        int limit) {

    /** The place of an issue in the list. */
    public record Position(String updatedAt, String id) {}
}
