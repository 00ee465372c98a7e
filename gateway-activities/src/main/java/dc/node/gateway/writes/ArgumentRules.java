package dc.node.gateway.writes;

import dc.node.gateway.blocks.StructuredBlocks;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ToolError;
import java.time.LocalDate;
import tools.jackson.databind.node.ObjectNode;

/** Rules on arguments that a schema cannot say and that need no Tasker to be checked. */
final class ArgumentRules {

    private ArgumentRules() {}

    static void requireDateOrder(ObjectNode arguments) {
        if (arguments.hasNonNull("start_date") && arguments.hasNonNull("target_date")) {
            LocalDate start = LocalDate.parse(arguments.path("start_date").stringValue());
            LocalDate target = LocalDate.parse(arguments.path("target_date").stringValue());
            if (start.isAfter(target)) {
                throw ProjectRules.invalid("target_date", "target_date is before start_date. Send start <= target.");
            }
        }
    }

    static void requireValidLayout(ObjectNode arguments) {
        if (arguments.path("detail_layout") instanceof ObjectNode layout) {
            StructuredBlocks.validate(layout).stream().findFirst().ifPresent(problem -> {
                throw new CallRefusedException(ToolError.validation(problem.field(), problem.message()));
            });
        }
    }

    static boolean layoutHoldsBlocks(ObjectNode arguments) {
        return arguments.path("detail_layout").has(StructuredBlocks.KEY);
    }
}
