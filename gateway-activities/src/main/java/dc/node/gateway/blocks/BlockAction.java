package dc.node.gateway.blocks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/**
 * A change to the structured blocks of one issue. HTML in an action is taken as it is: clean it before.
 */
public sealed interface BlockAction {

    /** Adds a text block at the end. */
    record AppendTextBlock(Optional<String> title, String bodyHtml) implements BlockAction {}

    /** Adds a checker with its items at the end. */
    record AppendChecker(Optional<String> title, List<NewItem> items) implements BlockAction {
        public AppendChecker {
            items = List.copyOf(items);
        }
    }

    /** Sets the mark, the text or both of one item; what is empty stays as it is. */
    record UpdateCheckerItem(String blockId, String itemId, Optional<Boolean> checked, Optional<String> text)
            implements BlockAction {}

    /**
     * Puts a new list in place of the old one. Blocks and items without an id get one, {@code checked} is false where it
     * is not given, and blocks of types the gateway does not know stay even when the list leaves them out. Notes are taken as
     * they are signed: sign what is new before.
     *
     * @param revision the revision the list was made from; comparing it with the is the caller's part, for only
     *     Tasker can do so without a race
     */
    record ReplaceBlocks(ArrayNode blocks, String revision) implements BlockAction {}

    /**
     * Adds a text block that says what it is, whose it is and when it was written.
     *
     * @param kind {@value #DEFAULT_KIND} when empty
     * @param author name shown to people
     * @param at the time of the write
     */
    record AppendImplementationNote(
            Optional<String> title, String bodyHtml, Optional<String> kind, String author, Instant at)
            implements BlockAction {
        public static final String DEFAULT_KIND = "implementation_note";
    }

    /** An item of a checker that does not exist yet. */
    record NewItem(String text, boolean checked) {}
}
