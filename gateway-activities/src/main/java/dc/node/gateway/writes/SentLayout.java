package dc.node.gateway.writes;

import dc.node.gateway.blocks.BlockAction;
import dc.node.gateway.blocks.BlockOutcome;
import dc.node.gateway.blocks.BlockProblem;
import dc.node.gateway.blocks.StructuredBlocks;
import dc.node.gateway.html.HtmlProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code detail_layout} as an agent sent it. With blocks in it, they take the place of the issue's, and blocks of types
 * the gateway does not know stay; without, the issue keeps its own. HTML in it is found by the names of its properties.
 */
record SentLayout(ObjectNode json) {

    private static final String POINTER = "/detail_layout/" + StructuredBlocks.KEY;

    boolean holdsBlocks() {
        return json.has(StructuredBlocks.KEY);
    }

    void check() {
        if (holdsBlocks() && !json.path(StructuredBlocks.KEY).isArray()) {
            throw ProjectRules.invalid(new BlockProblem(POINTER, "Send a list of blocks, or leave the key out."));
        }
    }

    /** What the layout becomes, its HTML cleaned. */
    ObjectNode onto(ObjectNode current, Attempt attempt) {
        ObjectNode others = json.deepCopy();
        others.remove(StructuredBlocks.KEY);
        ObjectNode layout = HtmlProperties.rewritten(others, attempt::clean);
        JsonNode blocks = current.path(StructuredBlocks.KEY);
        if (!blocks.isMissingNode()) {
            layout.set(StructuredBlocks.KEY, blocks);
        }
        return holdsBlocks() ? withBlocks(layout, attempt) : layout;
    }

    private ObjectNode withBlocks(ObjectNode layout, Attempt attempt) {
        ArrayNode sent = new SentBlocks(StructuredBlocks.read(json)).asWrittenBy(attempt, layout);
        BlockAction replace = new BlockAction.ReplaceBlocks(sent, "");
        return switch (StructuredBlocks.apply(
                layout, replace, attempt.operation().id())) {
            case BlockOutcome.Applied(ObjectNode changed) -> changed;
            case BlockOutcome.Unchanged() -> layout;
            case BlockOutcome.Invalid(var problem) ->
                throw ProjectRules.invalid(
                        new BlockProblem(problem.field().replaceFirst("^/blocks", POINTER), problem.message()));
        };
    }
}
