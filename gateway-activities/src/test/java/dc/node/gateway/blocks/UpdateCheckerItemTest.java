package dc.node.gateway.blocks;

import static dc.node.gateway.blocks.Layouts.OPERATION;
import static dc.node.gateway.blocks.Layouts.assertRefused;
import static dc.node.gateway.blocks.Layouts.blocksAfter;
import static dc.node.gateway.blocks.Layouts.list;
import static dc.node.gateway.blocks.Layouts.withBlocks;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.blocks.BlockAction.UpdateCheckerItem;
import dc.node.gateway.blocks.BlockOutcome.Unchanged;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class UpdateCheckerItemTest {
    private static final ObjectNode LAYOUT = withBlocks("[7, {'id': 't', 'type': 'text', 'body_html': 'x'},"
            + "{'colour': 'red', 'id': 'c', 'type': 'checker', 'items': ["
            + "{'due': 'now', 'id': '1', 'text': 'one', 'checked': false}, {'id': '2', 'text': 'two', 'checked': true}]},"
            + "{'id': 'broken', 'type': 'checker'}]");

    @Test
    void aMarkIsSetAndEverythingElseKeepsItsPlace() {
        assertThat(blocksAfter(LAYOUT, update("c", "1", Optional.of(true), Optional.empty()))
                        .toString())
                .isEqualTo(list("[7, {'id': 't', 'type': 'text', 'body_html': 'x'},"
                                + "{'colour': 'red', 'id': 'c', 'type': 'checker', 'items': ["
                                + "{'due': 'now', 'id': '1', 'text': 'one', 'checked': true},"
                                + " {'id': '2', 'text': 'two', 'checked': true}]}, {'id': 'broken', 'type': 'checker'}]")
                        .toString());
    }

    @Test
    void textAndMarkAreSetTogether() {
        assertThat(blocksAfter(LAYOUT, update("c", "2", Optional.of(false), Optional.of("second")))
                        .toString())
                .contains("{\"id\":\"2\",\"text\":\"second\",\"checked\":false}");
    }

    @Test
    void whatIsAlreadySoIsNotWrittenAgain() {
        assertThat(StructuredBlocks.apply(LAYOUT, update("c", "2", Optional.of(true), Optional.of("two")), OPERATION))
                .isEqualTo(new Unchanged());
    }

    @Test
    void whatCannotBeDoneIsRefusedWithTheNextStep() {
        Optional<Boolean> mark = Optional.of(true);
        assertRefused(
                LAYOUT,
                update("gone", "1", mark, Optional.empty()),
                "/block_id",
                "The issue has no block with this id. Read it with tasker_get_issue and take the id from there.");
        assertRefused(
                LAYOUT,
                update("c", "gone", mark, Optional.empty()),
                "/item_id",
                "The checker has no item with this id. Read the issue with tasker_get_issue and take the id from there.");
        for (String noChecker : new String[] {"t", "broken"}) {
            assertRefused(
                    LAYOUT,
                    update(noChecker, "1", mark, Optional.empty()),
                    "/block_id",
                    "This block is not a checker with items. Read the issue with tasker_get_issue and name a checker.");
        }
        assertRefused(
                LAYOUT,
                update("c", "1", Optional.empty(), Optional.empty()),
                "/checked",
                "Give checked, text or both.");
        assertRefused(LAYOUT, update("c", "1", mark, Optional.of(" ")), "/text", "This must not be blank.");
        assertRefused(
                LAYOUT,
                update("c", "1", mark, Optional.of("x".repeat(1_001))),
                "/text",
                "This has 1001 characters, the most allowed is 1000.");
    }

    private static UpdateCheckerItem update(
            String blockId, String itemId, Optional<Boolean> checked, Optional<String> text) {
        return new UpdateCheckerItem(blockId, itemId, checked, text);
    }
}
