package dc.node.gateway.chaos.load;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One write an agent wants done.
 *
 * @param number    its number in the run, from 1
 * @param agentId   whose it is
 * @param tool      the tool that does it
 * @param arguments what the tool is given, without the key
 * @param key       the caller's key; empty for a call without one
 * @param issueId   the issue it is about; empty for a create and a project session
 * @param marker    text found in no other write of the run
 * @param trace     where the marker must be found afterwards
 */
public record Write(
        int number,
        String agentId,
        String tool,
        Map<String, ?> arguments,
        Optional<String> key,
        Optional<String> issueId,
        String marker,
        Trace trace) {

    public Write {
        arguments = Map.copyOf(arguments);
    }

    /** What a write leaves behind by which it can be told from others. */
    public sealed interface Trace {

        /** What of an issue is set by ids. */
        enum Property {
            STATE,
            LABELS,
            ASSIGNEES
        }

        /** Nothing that Tasker has. */
        record None() implements Trace {}

        /**
         * No text, for the arguments are ids only: the issue is as wanted.
         *
         * @param wanted what is set, by ids
         * @param merge  it is added to what is there
         */
        record Setting(Property property, Set<String> wanted, boolean merge) implements Trace {

            public Setting {
                wanted = Set.copyOf(wanted);
            }
        }

        /** The marker, in the body of each of its effects that is of this kind. */
        record InBody(String effectKind) implements Trace {}

        /** A block with the marker, in the issue's layout, once. */
        record NewBlock() implements Trace {}

        /** The marker as the text of an item, in the issue's layout, until another write changes that item. */
        record ItemText(String blockId, String itemId) implements Trace {}
    }
}
