package dc.node.gateway.blocks;

import tools.jackson.databind.node.ObjectNode;

/** What came of a {@link BlockAction}. */
public sealed interface BlockOutcome {

    /** The layout to write: a new object that shares nothing with the one given. */
    record Applied(ObjectNode detailLayout) implements BlockOutcome {}

    /** The action's effect is already there; nothing is to be written. */
    record Unchanged() implements BlockOutcome {}

    /** The action cannot be carried out on this layout, now or when repeated. */
    record Invalid(BlockProblem problem) implements BlockOutcome {
        static Invalid of(String field, String message) {
            return new Invalid(new BlockProblem(field, message));
        }
    }
}
