package dc.node.gateway.chaos.verdict;

import java.util.Map;

/** Which effects a write has in Tasker, and how many of each kind: not one less, not one more. */
final class ExpectedEffects {

    private static final Map<String, Map<String, Integer>> BY_TOOL = Map.of(
            "tasker_create_issue", Map.of("issue.create", 1),
            "tasker_update_issue", Map.of("issue.update", 1),
            "tasker_move_issue", Map.of("issue.move", 1),
            "tasker_set_issue_labels", Map.of("issue.labels", 1),
            "tasker_assign_issue", Map.of("issue.assignees", 1),
            "tasker_append_comment", Map.of("comment.create", 1),
            // Each block edit of the agents changes something: a new block, or a text found nowhere else.
            "tasker_update_structured_blocks", Map.of("issue.update", 1),
            "tasker_start_work_session", Map.of(),
            // The summary and the implementation note; the agents tick no items.
            "tasker_finish_work_session", Map.of("comment.create", 1, "issue.update", 1));

    private ExpectedEffects() {}

    static Map<String, Integer> of(String tool) {
        Map<String, Integer> expected = BY_TOOL.get(tool);
        if (expected == null) {
            throw new IllegalArgumentException("Nothing is known of the effects of " + tool);
        }
        return expected;
    }
}
