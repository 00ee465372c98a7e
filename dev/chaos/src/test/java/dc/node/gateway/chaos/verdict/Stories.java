package dc.node.gateway.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.chaos.load.Write.Trace.Property;
import dc.node.gateway.chaos.verdict.Finding.Kind;
import java.util.Set;

/** What the stories of the verdict tests are made of: tools, traces, bodies. */
final class Stories {

    static final String COMMENT = "tasker_append_comment";
    static final String MOVE = "tasker_move_issue";
    static final String LABELS = "tasker_set_issue_labels";
    static final String BLOCKS = "tasker_update_structured_blocks";
    static final String FINISH = "tasker_finish_work_session";
    static final String START = "tasker_start_work_session";
    static final String CREATE = "tasker_create_issue";
    static final String UPDATE = "tasker_update_issue";
    static final String ASSIGN = "tasker_assign_issue";
    static final Trace IN_COMMENT = new Trace.InBody("comment.create");

    static Trace state(String id) {
        return new Trace.Setting(Property.STATE, Set.of(id), false);
    }

    static String moveTo(String id) {
        return "{\"state_id\": \"%s\"}".formatted(id);
    }

    static Trace labels(boolean merge, String... ids) {
        return new Trace.Setting(Property.LABELS, Set.of(ids), merge);
    }

    static String setLabels(String... ids) {
        return "{\"label_ids\": [\"%s\"]}".formatted(String.join("\", \"", ids));
    }

    static String fields(String name, String priority) {
        return "{\"name\": \"%s\", \"priority\": \"%s\"}".formatted(name, priority);
    }

    static String text(String operation) {
        return "{\"id\": \"%s\", \"type\": \"text\", \"body_html\": \"%s\"}"
                .formatted("block of " + operation, Story.marker(operation));
    }

    static String checker(String itemText) {
        return "{\"id\": \"B\", \"type\": \"checker\", \"items\": [{\"id\": \"I\", \"text\": \"%s\"}]}"
                .formatted(itemText);
    }

    static void assertOneFinding(Story story, Kind kind, String operation) {
        assertThat(story.verdict().findings())
                .extracting(Finding::kind, Finding::operationId)
                .containsExactly(tuple(kind, operation));
    }

    private Stories() {}
}
