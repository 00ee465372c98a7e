package dc.node.gateway.blocks;

import static dc.node.gateway.blocks.Layouts.layout;
import static dc.node.gateway.blocks.Layouts.list;
import static dc.node.gateway.blocks.Layouts.withBlocks;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StructuredBlocksTest {
    private static final String CHECKER =
            "{'id': 'c', 'type': 'checker', 'items': [{'id': '1', 'text': 'one', 'checked': false}]}";

    @Test
    void aLayoutWithoutBlocksOrWithCompleteOnesIsValid() {
        assertThat(StructuredBlocks.validate(layout("{'width': 3}"))).isEmpty();
        assertThat(StructuredBlocks.validate(withBlocks("[]"))).isEmpty();
        assertThat(StructuredBlocks.validate(
                        withBlocks("[{'id': 't', 'type': 'text', 'body_html': 'x', 'mine': 1}," + CHECKER + "]")))
                .isEmpty();
    }

    @Test
    void blocksThatAreNoListAreAProblem() {
        BlockProblem problem = new BlockProblem(
                "/detail_layout/nodedc_structured_blocks", "Send a list of blocks, or leave the key out.");

        assertThat(StructuredBlocks.validate(withBlocks("'x'"))).containsExactly(problem);
        assertThat(StructuredBlocks.validate(withBlocks("null"))).containsExactly(problem);
    }

    @Test
    void everyProblemOfALayoutIsNamed() {
        ObjectNode detailLayout =
                withBlocks("[{'type': 'text', 'title': ' '}, {'id': 'c', 'type': 'poll'}," + CHECKER + "]");

        assertThat(StructuredBlocks.validate(detailLayout))
                .extracting(BlockProblem::field)
                .containsExactly(
                        "/detail_layout/nodedc_structured_blocks/0/id",
                        "/detail_layout/nodedc_structured_blocks/0/title",
                        "/detail_layout/nodedc_structured_blocks/0/body_html",
                        "/detail_layout/nodedc_structured_blocks/1/type",
                        "/detail_layout/nodedc_structured_blocks/2/id");
    }

    @Test
    void readingGivesACopy() {
        ObjectNode detailLayout = withBlocks("[" + CHECKER + "]");
        ObjectNode before = detailLayout.deepCopy();

        StructuredBlocks.read(detailLayout).removeAll();

        assertThat(detailLayout).isEqualTo(before);
        assertThat(StructuredBlocks.read(layout("{}"))).isEmpty();
        assertThat(StructuredBlocks.read(withBlocks("'x'"))).isEmpty();
    }

    @Test
    void bodiesOfAllTypesGoThroughTheFunction() {
        var blocks = list("[{'type': 'text', 'body_html': 'a'}, {'type': 'card', 'body_html': 'b', 'n': 1},"
                + " {'type': 'text', 'body_html': 3}, 4]");

        assertThat(StructuredBlocks.withBodies(blocks, body -> body.toUpperCase(Locale.ROOT)))
                .isEqualTo(list("[{'type': 'text', 'body_html': 'A'}, {'type': 'card', 'body_html': 'B', 'n': 1},"
                        + " {'type': 'text', 'body_html': 3}, 4]"));
        assertThat(blocks.get(0).path("body_html").stringValue()).isEqualTo("a");
    }
}
