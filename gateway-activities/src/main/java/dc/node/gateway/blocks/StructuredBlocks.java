package dc.node.gateway.blocks;

import dc.node.gateway.blocks.BlockOutcome.Applied;
import dc.node.gateway.blocks.BlockOutcome.Invalid;
import dc.node.gateway.blocks.BlockOutcome.Unchanged;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and changes the blocks of an issue's {@code detail_layout}.
 *
 * <p>No method changes what it is given. Every other key of the layout, every property of a block that the gateway does
 * not know, and every block of an unknown type keeps its value and its place among its kind.
 */
public final class StructuredBlocks {
    /** The key of {@code detail_layout} that holds the blocks. */
    public static final String KEY = "nodedc_structured_blocks";

    private static final String POINTER = "/detail_layout/" + KEY;

    private StructuredBlocks() {}

    /**
     * Carries out an action. Applied to its own result with the same operation id, an action is {@link Unchanged}.
     *
     * @param operationId what the ids of new blocks and items are derived from
     */
    public static BlockOutcome apply(ObjectNode detailLayout, BlockAction action, UUID operationId) {
        if (holdsSomethingElse(detailLayout)) {
            return new Invalid(new BlockProblem(
                    POINTER,
                    "The issue's " + KEY + " is not a list, so its blocks cannot be changed. Ask a person to mend it in"
                            + " Tasker, or put a list there with tasker_update_issue."));
        }
        ArrayNode blocks = read(detailLayout);
        Optional<Invalid> refusal = new BlockEditor(blocks, new BlockIds(operationId)).edit(action);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (blocks.equals(read(detailLayout))) {
            return new Unchanged();
        }
        ObjectNode changed = detailLayout.deepCopy();
        changed.set(KEY, blocks);
        return new Applied(changed);
    }

    /** A copy of the blocks as they are; empty when there are none or the key holds no list. */
    public static ArrayNode read(ObjectNode detailLayout) {
        return detailLayout.get(KEY) instanceof ArrayNode blocks
                ? blocks.deepCopy()
                : JsonNodeFactory.instance.arrayNode();
    }

    /**
     * A copy of the sent blocks in which each that is new or changed went through the function. A block is neither if the
     * layout has it just so, id included; those of unknown types need no id for that.
     */
    public static ArrayNode withChangesTo(ObjectNode detailLayout, ArrayNode sent, UnaryOperator<ObjectNode> function) {
        Set<JsonNode> present = new HashSet<>(read(detailLayout).values());
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (JsonNode node : sent) {
            boolean recognisable = BlockRules.isForeign(node) || node.has("id");
            boolean unchanged = recognisable && present.contains(node);
            result.add(node instanceof ObjectNode block && !unchanged ? function.apply(block.deepCopy()) : node);
        }
        return result;
    }

    private static boolean holdsSomethingElse(ObjectNode detailLayout) {
        JsonNode blocks = detailLayout.path(KEY);
        return !blocks.isMissingNode() && !blocks.isNull() && !blocks.isArray();
    }
}
