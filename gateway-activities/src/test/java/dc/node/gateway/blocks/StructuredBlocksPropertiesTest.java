package dc.node.gateway.blocks;

import static dc.node.gateway.blocks.Layouts.OPERATION;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.blocks.BlockAction.AppendChecker;
import dc.node.gateway.blocks.BlockAction.AppendImplementationNote;
import dc.node.gateway.blocks.BlockAction.AppendTextBlock;
import dc.node.gateway.blocks.BlockAction.NewItem;
import dc.node.gateway.blocks.BlockAction.ReplaceBlocks;
import dc.node.gateway.blocks.BlockAction.UpdateCheckerItem;
import dc.node.gateway.blocks.BlockOutcome.Applied;
import dc.node.gateway.blocks.BlockOutcome.Invalid;
import dc.node.gateway.blocks.BlockOutcome.Unchanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Layouts here are drawn from few ids and values, so that blocks often meet their like. */
class StructuredBlocksPropertiesTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    record Change(ObjectNode detailLayout, BlockAction action) {
        BlockOutcome outcome() {
            return StructuredBlocks.apply(detailLayout, action, OPERATION);
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void twiceIsOnce(@ForAll("changes") Change change) {
        BlockOutcome outcome = change.outcome();

        BlockOutcome again = switch (outcome) {
            case Applied(ObjectNode changed) -> StructuredBlocks.apply(changed, change.action(), OPERATION);
            case Unchanged unchanged -> unchanged;
            case Invalid invalid -> new Unchanged();
        };
        assertThat(again).isEqualTo(new Unchanged());
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void theInputIsLeftAsItWas(@ForAll("changes") Change change) {
        String before = change.toString();

        BlockOutcome outcome = change.outcome();
        if (outcome instanceof Applied(ObjectNode changed)) {
            changed.propertyStream().forEach(property -> destroy(property.getValue()));
        }

        assertThat(change.toString()).isEqualTo(before);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void everythingElseKeepsItsValueAndItsOrder(@ForAll("changes") Change change) {
        if (change.outcome() instanceof Applied(ObjectNode changed)) {
            ArrayNode blocks = StructuredBlocks.read(change.detailLayout());
            ArrayNode blocksAfter = StructuredBlocks.read(changed);

            assertThat(shape(changed)).startsWith(shape(change.detailLayout()));
            assertThat(foreign(blocksAfter)).isEqualTo(foreign(blocks));
            switch (change.action()) {
                case ReplaceBlocks replace ->
                    assertThat(blocksAfter.size())
                            .isGreaterThanOrEqualTo(replace.blocks().size());
                case UpdateCheckerItem update ->
                    assertThat(unmarked(blocksAfter)).isEqualTo(unmarked(blocks));
                default -> assertThat(blocksAfter.toString()).startsWith(beginning(blocks));
            }
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void aReplacementContainsTheListInItsOrder(@ForAll("replacements") Change change) {
        if (change.outcome() instanceof Applied(ObjectNode changed)
                && change.action() instanceof ReplaceBlocks(ArrayNode blocks, String revision)
                && !blocks.isEmpty()) {
            assertThat(types(StructuredBlocks.read(changed))).containsSubsequence(types(blocks));
        }
    }

    @Provide
    Arbitrary<Change> changes() {
        return layouts()
                .flatMap(layout -> Arbitraries.oneOf(appends(), updates(layout), replacements(layout))
                        .map(action -> new Change(layout, action)));
    }

    @Provide
    Arbitrary<Change> replacements() {
        return layouts().flatMap(layout -> replacements(layout).map(action -> new Change(layout, action)));
    }

    private static Arbitrary<ObjectNode> layouts() {
        Arbitrary<Optional<JsonNode>> blocks = Arbitraries.frequencyOf(
                Tuple.of(8, lists().map(Optional::of)),
                Tuple.of(1, Arbitraries.just(Optional.empty())),
                Tuple.of(1, values().map(Optional::of)));
        return Combinators.combine(objects(), blocks, objects()).as((before, list, after) -> {
            ObjectNode detailLayout = JSON.objectNode();
            before.forEachEntry((key, value) -> detailLayout.set("before_" + key, value));
            list.ifPresent(value -> detailLayout.set(StructuredBlocks.KEY, value));
            after.forEachEntry((key, value) -> detailLayout.set("after_" + key, value));
            return detailLayout;
        });
    }

    private static Arbitrary<ArrayNode> lists() {
        return Arbitraries.oneOf(knownBlocks(), knownBlocks(), foreignBlocks())
                .list()
                .ofMaxSize(6)
                .map(StructuredBlocksPropertiesTest::array);
    }

    private static Arbitrary<BlockAction> appends() {
        Arbitrary<Optional<String>> title = Arbitraries.of(Optional.empty(), Optional.of("Title"));
        Arbitrary<BlockAction> text = title.map(given -> new AppendTextBlock(given, "<p>3</p>"));
        Arbitrary<BlockAction> note = title.map(
                given -> new AppendImplementationNote(given, "<p>3</p>", Optional.empty(), "Scout", Instant.EPOCH));
        Arbitrary<BlockAction> checker = Combinators.combine(
                        title, Arbitraries.integers().between(1, 3))
                .as((given, count) -> new AppendChecker(given, Collections.nCopies(count, new NewItem("item", false))));
        return Arbitraries.oneOf(text, note, checker);
    }

    /** Mostly of items that are there. */
    private static Arbitrary<BlockAction> updates(ObjectNode detailLayout) {
        List<UpdateCheckerItem> targets = new ArrayList<>();
        targets.add(new UpdateCheckerItem("a", "b", Optional.empty(), Optional.empty()));
        for (JsonNode block : StructuredBlocks.read(detailLayout)) {
            for (JsonNode item : block.path("items")) {
                targets.add(new UpdateCheckerItem(
                        block.path("id").asString(""),
                        item.path("id").asString(""),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        return Combinators.combine(
                        Arbitraries.of(targets),
                        Arbitraries.of(Optional.of(true), Optional.of(false), Optional.<Boolean>empty()),
                        Arbitraries.of(Optional.of("new"), Optional.<String>empty()))
                .as((target, checked, text) -> new UpdateCheckerItem(target.blockId(), target.itemId(), checked, text));
    }

    /** Lists made of blocks that are there, in any order, and of new ones. */
    private static Arbitrary<BlockAction> replacements(ObjectNode detailLayout) {
        List<JsonNode> there = List.copyOf(StructuredBlocks.read(detailLayout).values());
        Arbitrary<JsonNode> block = there.isEmpty()
                ? knownBlocks()
                : Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(there)), Tuple.of(1, knownBlocks()));
        return block.list().ofMaxSize(4).map(list -> new ReplaceBlocks(array(list), "r"));
    }

    private static Arbitrary<JsonNode> knownBlocks() {
        Arbitrary<ObjectNode> items = Combinators.combine(ids(), Arbitraries.of(true, false), objects())
                .as((id, checked, extra) -> {
                    ObjectNode item = JSON.objectNode();
                    item.put("id", id).put("text", "item").put("checked", checked);
                    return item.setAll(extra);
                });
        return Combinators.combine(
                        ids().injectNull(0.2).map(Optional::ofNullable),
                        items.list().ofMaxSize(2),
                        objects())
                .as((id, list, extra) -> {
                    ObjectNode block = JSON.objectNode();
                    block.setAll(extra);
                    id.ifPresent(given -> block.put("id", given));
                    block.put("type", list.isEmpty() ? "text" : "checker");
                    if (list.isEmpty()) {
                        return block.put("body_html", "<p>x</p>");
                    }
                    return block.set("items", array(list));
                });
    }

    private static Arbitrary<JsonNode> foreignBlocks() {
        Arbitrary<JsonNode> typed = Combinators.combine(ids(), Arbitraries.of("chart", "TEXT"), objects())
                .as((id, type, extra) -> {
                    ObjectNode block = JSON.objectNode();
                    block.put("type", type).put("id", id + type);
                    return block.setAll(extra);
                });
        return Arbitraries.oneOf(typed, values());
    }

    private static Arbitrary<ObjectNode> objects() {
        return Arbitraries.maps(Arbitraries.of("x", "y", "z"), values())
                .ofMaxSize(2)
                .map(entries -> {
                    ObjectNode object = JSON.objectNode();
                    entries.forEach(object::set);
                    return object;
                });
    }

    private static Arbitrary<JsonNode> values() {
        return Arbitraries.of(1, 2)
                .<JsonNode>map(JSON::numberNode)
                .edgeCases(config -> config.none())
                .flatMap(number -> Arbitraries.of(
                        number,
                        JSON.stringNode("s"),
                        JSON.nullNode(),
                        JSON.arrayNode().add(1)));
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.of("a", "b", "c", "d", "e", "f");
    }

    private static ArrayNode array(List<? extends JsonNode> nodes) {
        ArrayNode array = JSON.arrayNode();
        nodes.forEach(node -> array.add(node.deepCopy()));
        return array;
    }

    /** The layout as text, with the blocks left out but their key in its place. */
    private static String shape(ObjectNode detailLayout) {
        ObjectNode copy = detailLayout.deepCopy();
        if (copy.has(StructuredBlocks.KEY)) {
            copy.put(StructuredBlocks.KEY, "blocks");
        }
        return copy.toString().replaceAll("}$", "");
    }

    private static List<String> foreign(ArrayNode blocks) {
        List<String> result = new ArrayList<>();
        blocks.forEach(block -> {
            if (!List.of("text", "checker").contains(block.path("type").asString(""))) {
                result.add(block.toString());
            }
        });
        return result;
    }

    private static String unmarked(ArrayNode blocks) {
        return blocks.toString().replaceAll("\"text\":\"(item|new)\",\"checked\":(true|false)", "");
    }

    private static String beginning(ArrayNode blocks) {
        return blocks.toString().replaceAll("]$", "");
    }

    private static List<String> types(ArrayNode blocks) {
        return blocks.valueStream()
                .map(block -> block.path("type").asString(""))
                .toList();
    }

    private static void destroy(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEach(StructuredBlocksPropertiesTest::destroy);
            object.removeAll();
        } else if (node instanceof ArrayNode array) {
            array.forEach(StructuredBlocksPropertiesTest::destroy);
            array.removeAll();
        }
    }
}
