package dc.node.gateway.writes;

import dc.node.gateway.blocks.StructuredBlocks;
import tools.jackson.databind.node.ObjectNode;

/** Cleans the HTML inside a layout that an agent sent. */
final class BlockHtml {

    private BlockHtml() {}

    static ObjectNode clean(ObjectNode layout, Attempt attempt) {
        if (!layout.has(StructuredBlocks.KEY)) {
            return layout;
        }
        ObjectNode cleaned = layout.deepCopy();
        cleaned.set(StructuredBlocks.KEY, StructuredBlocks.withBodies(StructuredBlocks.read(layout), attempt::clean));
        return cleaned;
    }
}
