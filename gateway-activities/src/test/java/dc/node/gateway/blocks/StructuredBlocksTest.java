package dc.node.gateway.blocks;

import static dc.node.gateway.blocks.Layouts.layout;
import static dc.node.gateway.blocks.Layouts.list;
import static dc.node.gateway.blocks.Layouts.withBlocks;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
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
    void onlyNewAndChangedBlocksGoThroughTheFunction() {
        ObjectNode layout = withBlocks("[" + CHECKER + ", {'id': 't', 'type': 'text', 'body_html': 'a'},"
                + " {'type': 'text', 'body_html': 'no id'}, {'type': 'card', 'n': 1}, 4]");
        var sent = list("[{'id': 't', 'type': 'text', 'body_html': 'b'}, " + CHECKER + ","
                + " {'type': 'text', 'body_html': 'no id'}, {'type': 'card', 'n': 1}, {'type': 'card', 'n': 2}, 4, 5]");
        var before = sent.deepCopy();

        var result = StructuredBlocks.withChangesTo(layout, sent, block -> block.put("new", true));

        assertThat(result)
                .isEqualTo(list("[{'id': 't', 'type': 'text', 'body_html': 'b', 'new': true}, " + CHECKER + ","
                        + " {'type': 'text', 'body_html': 'no id', 'new': true}, {'type': 'card', 'n': 1},"
                        + " {'type': 'card', 'n': 2, 'new': true}, 4, 5]"));
        assertThat(sent).isEqualTo(before);
    }

    @Test
    void aSignatureTakesThePlaceOfOneThatCameAndIsPutOnNothingElse() {
        Signature signature = new Signature("Agent", Instant.parse("2026-03-01T12:00:00Z"));

        for (String mark : List.of("kind", "author", "created_at")) {
            ObjectNode note = layout("{'id': 'n', 'type': 'text', '" + mark + "': 'x'}");
            signature.replaceIn(note);
            assertThat(note.path("author").stringValue()).isEqualTo("Agent");
            assertThat(note.path("created_at").stringValue()).isEqualTo("2026-03-01T12:00:00Z");
        }
        ObjectNode plain = layout("{'id': 'p', 'type': 'text', 'body_html': 'x'}");
        signature.replaceIn(plain);
        assertThat(plain).isEqualTo(layout("{'id': 'p', 'type': 'text', 'body_html': 'x'}"));
    }
}
