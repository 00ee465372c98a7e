package dc.node.gateway.writes;

import java.time.LocalDate;
import java.util.Optional;
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

    /** The layout in the arguments, if there is one, that can be one at all. */
    static Optional<SentLayout> sentLayout(ObjectNode arguments) {
        Optional<SentLayout> layout = Optional.of(arguments.path("detail_layout"))
                .filter(ObjectNode.class::isInstance)
                .map(node -> new SentLayout((ObjectNode) node));
        layout.ifPresent(SentLayout::check);
        return layout;
    }
}
