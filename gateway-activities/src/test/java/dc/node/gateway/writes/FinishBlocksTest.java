package dc.node.gateway.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.blocks.BlockAction;
import dc.node.gateway.blocks.StructuredBlocks;
import dc.node.gateway.json.Json;
import dc.node.gateway.writes.FinishWorkSession.CheckedItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class FinishBlocksTest {

    private static final UUID OPERATION = UUID.fromString("0198c5a0-0000-7000-8000-000000000001");
    private static final BlockAction NOTE = new BlockAction.AppendImplementationNote(
            Optional.of("Work session"), "<p>Done</p>", Optional.empty(), "Agent", Instant.EPOCH);

    @Test
    void noteAndTicksAreOneChangeAndASecondAttemptFindsThemThere() {
        FinishBlocks blocks =
                FinishBlocks.of(NOTE, List.of(new CheckedItem("c", "0"), new CheckedItem("c", "2")), OPERATION);

        ObjectNode changed = blocks.addedTo(checker(3, false)).orElseThrow();

        ArrayNode after = StructuredBlocks.read(changed);
        assertThat(after).hasSize(2);
        assertThat(after.path(0).path("items"))
                .extracting(item -> item.path("checked").booleanValue())
                .containsExactly(true, false, true);
        assertThat(blocks.refusals()).isEmpty();
        assertThat(blocks.addedTo(changed)).isEmpty();
    }

    @Test
    void aNoteThatDoesNotFitStopsNoTick() {
        ObjectNode full = checker(1, false);
        for (int index = 1; index < 200; index++) {
            ((ArrayNode) full.path(StructuredBlocks.KEY))
                    .addObject()
                    .put("id", "t" + index)
                    .put("type", "text")
                    .put("body_html", "x");
        }
        FinishBlocks blocks = FinishBlocks.of(NOTE, List.of(new CheckedItem("c", "0")), OPERATION);

        ObjectNode changed = blocks.addedTo(full).orElseThrow();

        assertThat(StructuredBlocks.read(changed)
                        .path(0)
                        .path("items")
                        .path(0)
                        .path("checked")
                        .booleanValue())
                .isTrue();
        assertThat(blocks.refusals()).singleElement().asString().startsWith("The implementation note was refused: ");
    }

    @Test
    void refusalsAreThoseOfTheLayoutThatWasChangedLast() {
        FinishBlocks blocks = FinishBlocks.of(NOTE, List.of(new CheckedItem("c", "1")), OPERATION);

        blocks.addedTo(checker(1, false));
        assertThat(blocks.refusals()).hasSize(1);
        blocks.addedTo(checker(2, false));

        assertThat(blocks.refusals()).isEmpty();
    }

    @Property
    void eachItemThatIsNotThereIsNamedOnceHoweverOftenTheEditIsMadeAgain(
            @ForAll @IntRange(min = 0, max = 20) int there,
            @ForAll @IntRange(min = 0, max = 20) int asked,
            @ForAll @IntRange(min = 1, max = 5) int edits,
            @ForAll boolean checked) {
        List<CheckedItem> items = IntStream.range(0, asked)
                .mapToObj(number -> new CheckedItem("c", Integer.toString(number)))
                .toList();
        FinishBlocks blocks = FinishBlocks.of(NOTE, items, OPERATION);

        Optional<ObjectNode> changed = Optional.empty();
        for (int edit = 0; edit < edits; edit++) {
            changed = blocks.addedTo(checker(there, checked));
        }

        assertThat(blocks.refusals()).hasSize(Math.max(0, asked - there)).doesNotHaveDuplicates();
        assertThat(StructuredBlocks.read(changed.orElseThrow())).hasSize(2);
    }

    private static ObjectNode checker(int items, boolean checked) {
        ObjectNode layout = Json.MAPPER.createObjectNode();
        ObjectNode block =
                layout.putArray(StructuredBlocks.KEY).addObject().put("id", "c").put("type", "checker");
        ArrayNode list = block.putArray("items");
        for (int number = 0; number < items; number++) {
            list.addObject()
                    .put("id", Integer.toString(number))
                    .put("text", "Step")
                    .put("checked", checked);
        }
        return layout;
    }
}
