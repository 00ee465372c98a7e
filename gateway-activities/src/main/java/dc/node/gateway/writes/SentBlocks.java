package dc.node.gateway.writes;

import dc.node.gateway.blocks.Signature;
import dc.node.gateway.blocks.StructuredBlocks;
import dc.node.gateway.html.HtmlProperties;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Blocks as an agent sent them, to take the place of an issue's. What it adds or changes is cleaned and, if it is a note,
 * signed with the agent's name; what it sends back as it was stays, whoever wrote it.
 */
record SentBlocks(ArrayNode json) {

    /** As they may be written to an issue that has this layout. */
    ArrayNode asWrittenBy(Attempt attempt, ObjectNode layout) {
        // Dated by acceptance, so that every attempt writes the same.
        Signature signature = new Signature(
                attempt.operation().agent().displayName(), attempt.operation().acceptedAt());
        return StructuredBlocks.withChangesTo(layout, json, block -> {
            ObjectNode clean = HtmlProperties.rewritten(block, attempt::clean);
            signature.replaceIn(clean);
            return clean;
        });
    }
}
