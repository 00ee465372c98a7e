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
