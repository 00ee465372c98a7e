package dc.node.gateway.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.blocks.BlockOutcome.Applied;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Layouts written as JSON with single quotes. */
final class Layouts {
    static final UUID OPERATION = UUID.fromString("0198c5a0-0000-7000-8000-000000000001");
    static final UUID OTHER_OPERATION = UUID.fromString("0198c5a0-0000-7000-8000-000000000002");

    private static final JsonMapper JSON = new JsonMapper();

    private Layouts() {}

    static ObjectNode layout(String json) {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    static ArrayNode list(String json) {
        return (ArrayNode) JSON.readTree(json.replace('\'', '"'));
    }

    static ObjectNode withBlocks(String blocks) {
        return layout("{'width': 3, '" + StructuredBlocks.KEY + "': " + blocks + ", 'theme': {'dark': true}}");
    }

    /** The blocks after an action that must have an effect; the rest of the layout is checked to be as it was. */
    static ArrayNode blocksAfter(ObjectNode detailLayout, BlockAction action) {
        BlockOutcome outcome = StructuredBlocks.apply(detailLayout, action, OPERATION);

        assertThat(outcome).isInstanceOf(Applied.class);
        ObjectNode changed = ((Applied) outcome).detailLayout();
        ObjectNode rest = changed.deepCopy();
        rest.remove(StructuredBlocks.KEY);
        ObjectNode restBefore = detailLayout.deepCopy();
        restBefore.remove(StructuredBlocks.KEY);
        assertThat(rest.toString()).isEqualTo(restBefore.toString());
        return StructuredBlocks.read(changed);
    }

    static void assertRefused(ObjectNode detailLayout, BlockAction action, String field, String message) {
        ObjectNode before = detailLayout.deepCopy();

        assertThat(StructuredBlocks.apply(detailLayout, action, OPERATION))
                .isEqualTo(BlockOutcome.Invalid.of(field, message));
        assertThat(detailLayout).isEqualTo(before);
    }
}
