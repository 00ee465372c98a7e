package dc.node.gateway.writes;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Rules on arguments that a schema cannot say and that need no Tasker to be checked. */
final class ArgumentRules {

    private ArgumentRules() {}

    static void requireDateOrder(ObjectNode arguments) {
        requireDateOrder(
                arguments.path("start_date").stringValueOpt(),
                arguments.path("target_date").stringValueOpt(),
                "target_date");
    }

    /**
     * Compares as text, in which ISO 8601 has its order.
     *
     * @param field the argument that is to blame when the order is wrong
     */
    static void requireDateOrder(Optional<String> startDate, Optional<String> targetDate, String field) {
        if (startDate.isPresent() && targetDate.isPresent() && startDate.get().compareTo(targetDate.get()) > 0) {
            throw ProjectRules.invalid(
                    field,
                    "The start (" + startDate.get() + ") would be after the target (" + targetDate.get()
                            + "). Send start_date <= target_date.");
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
