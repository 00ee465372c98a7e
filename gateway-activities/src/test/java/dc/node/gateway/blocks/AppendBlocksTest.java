package dc.node.gateway.blocks;

import static dc.node.gateway.blocks.Layouts.OPERATION;
import static dc.node.gateway.blocks.Layouts.OTHER_OPERATION;
import static dc.node.gateway.blocks.Layouts.assertRefused;
import static dc.node.gateway.blocks.Layouts.blocksAfter;
import static dc.node.gateway.blocks.Layouts.layout;
import static dc.node.gateway.blocks.Layouts.list;
import static dc.node.gateway.blocks.Layouts.withBlocks;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.blocks.BlockAction.AppendChecker;
import dc.node.gateway.blocks.BlockAction.AppendImplementationNote;
import dc.node.gateway.blocks.BlockAction.AppendTextBlock;
import dc.node.gateway.blocks.BlockAction.NewItem;
import dc.node.gateway.blocks.BlockOutcome.Applied;
import dc.node.gateway.blocks.BlockOutcome.Unchanged;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class AppendBlocksTest {
    /** UUIDv5 of the name "block" and so on in the namespace of the operation id, from Python's uuid.uuid5. */
    private static final String BLOCK_ID = "6d7897ea-c72d-5278-9eb1-0e254f8f6104";

    private static final String FIRST_ITEM_ID = "5cf2cc65-675a-5267-a439-707842eab8fb";
    private static final String SECOND_ITEM_ID = "c7d8ab09-fd83-5b96-8fcf-ad720853d25f";
    private static final AppendTextBlock TEXT = new AppendTextBlock(Optional.of("Plan"), "<p>3</p>");

    @Test
    void aTextBlockGoesToTheEnd() {
        assertThat(blocksAfter(withBlocks("[{'id': 'a', 'type': 'chart', 'data': [1]}]"), TEXT)
                        .toString())
                .isEqualTo(list("[{'id': 'a', 'type': 'chart', 'data': [1]},{'id': '" + BLOCK_ID
                                + "', 'type': 'text', 'title': 'Plan', 'body_html': '<p>3</p>'}]")
                        .toString());
    }

    @Test
    void anEmptyLayoutGetsItsFirstBlock() {
        assertThat(blocksAfter(layout("{}"), new AppendTextBlock(Optional.empty(), "x")))
                .isEqualTo(list("[{'id': '" + BLOCK_ID + "', 'type': 'text', 'body_html': 'x'}]"));
        assertThat(blocksAfter(withBlocks("null"), TEXT)).hasSize(1);
    }

    @Test
    void aCheckerGetsIdsForItselfAndItsItems() {
        var action =
                new AppendChecker(Optional.of("Stages"), List.of(new NewItem("one", false), new NewItem("two", true)));

        assertThat(blocksAfter(layout("{}"), action))
                .isEqualTo(list("[{'id': '" + BLOCK_ID + "', 'type': 'checker', 'title': 'Stages', 'items': ["
                        + "{'id': '" + FIRST_ITEM_ID + "', 'text': 'one', 'checked': false},"
                        + "{'id': '" + SECOND_ITEM_ID + "', 'text': 'two', 'checked': true}]}]"));
    }

    @Test
    void aNoteSaysItsKindAuthorAndTime() {
        Instant at = Instant.parse("2026-03-01T10:15:30Z");

        assertThat(blocksAfter(
                        layout("{}"),
                        new AppendImplementationNote(Optional.empty(), "<p>done</p>", Optional.empty(), "Scout", at)))
                .isEqualTo(list("[{'id': '" + BLOCK_ID + "', 'type': 'text', 'body_html': '<p>done</p>',"
                        + " 'kind': 'implementation_note', 'author': 'Scout', 'created_at': '2026-03-01T10:15:30Z'}]"));
        assertThat(blocksAfter(
                                layout("{}"),
                                new AppendImplementationNote(
                                        Optional.of("T"), "x", Optional.of("validation_result"), "Scout", at))
                        .get(0)
                        .path("kind")
                        .stringValue())
                .isEqualTo("validation_result");
    }

    @Test
    void aRepeatedAttemptLeavesTheBlockAsPeopleMadeItSince() {
        ObjectNode once = ((Applied) StructuredBlocks.apply(layout("{}"), TEXT, OPERATION)).detailLayout();
        ((ObjectNode) once.get(StructuredBlocks.KEY).get(0)).put("title", "Edited by a person");

        assertThat(StructuredBlocks.apply(once, TEXT, OPERATION)).isEqualTo(new Unchanged());
    }

    @Test
    void theSameTextUnderAnotherOperationIsAnotherBlock() {
        ObjectNode once = ((Applied) StructuredBlocks.apply(layout("{}"), TEXT, OTHER_OPERATION)).detailLayout();

        assertThat(blocksAfter(once, TEXT)).hasSize(2);
    }

    @Test
    void fiftyAppendsLeaveFiftyBlocks() {
        ObjectNode detailLayout = layout("{}");
        for (int index = 0; index < 50; index++) {
            detailLayout = ((Applied) StructuredBlocks.apply(detailLayout, TEXT, new UUID(7, index))).detailLayout();
        }

        assertThat(StructuredBlocks.read(detailLayout).findValuesAsString("id"))
                .hasSize(50)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFullIssueTakesNoMoreButStillKnowsARepeatedAttempt() {
        ObjectNode full = withBlocks(IntStream.range(0, BlockLimits.BLOCKS)
                .mapToObj(n -> "{'id': '" + (n == 7 ? BLOCK_ID : n) + "', 'type': 'text', 'body_html': 'x'}")
                .collect(Collectors.joining(",", "[", "]")));

        assertThat(StructuredBlocks.apply(full, TEXT, OPERATION)).isEqualTo(new Unchanged());
        assertThat(StructuredBlocks.apply(full, TEXT, OTHER_OPERATION))
                .isEqualTo(BlockOutcome.Invalid.of(
                        "/action",
                        "The issue has 200 blocks, the most allowed is 200. Merge some with replace_blocks first."));
    }

    @Test
    void whatIsBlankOrTooLongIsRefused() {
        ObjectNode empty = layout("{}");

        assertRefused(empty, new AppendTextBlock(Optional.empty(), " "), "/body_html", "This must not be blank.");
        assertRefused(empty, new AppendTextBlock(Optional.of(""), "x"), "/title", "This must not be blank.");
        assertRefused(
                empty,
                new AppendTextBlock(Optional.of("t".repeat(256)), "x"),
                "/title",
                "This has 256 characters, the most allowed is 255.");
        assertRefused(
                empty,
                new AppendTextBlock(Optional.empty(), "b".repeat(50_001)),
                "/body_html",
                "This has 50001 characters, the most allowed is 50000.");
        assertRefused(
                empty,
                new AppendImplementationNote(Optional.empty(), "x", Optional.of(" "), "Scout", Instant.EPOCH),
                "/kind",
                "This must not be blank.");
        assertRefused(
                empty,
                new AppendChecker(Optional.empty(), List.of()),
                "/items",
                "A checker needs a list of at least one item.");
        assertRefused(
                empty,
                new AppendChecker(Optional.empty(), List.of(new NewItem("a", true), new NewItem(" ", true))),
                "/items/1/text",
                "This must not be blank.");
        assertRefused(
                empty,
                new AppendChecker(Optional.empty(), Collections.nCopies(201, new NewItem("a", true))),
                "/items",
                "The list has 201 entries, the most allowed is 200.");
    }

    @Test
    void blocksThatAreNoListAreLeftAlone() {
        assertRefused(
                withBlocks("{'a': 1}"),
                TEXT,
                "/detail_layout/nodedc_structured_blocks",
                "The issue's nodedc_structured_blocks is not a list, so its blocks cannot be changed. Ask a person to"
                        + " mend it in Tasker, or put a list there with tasker_update_issue.");
    }
}
