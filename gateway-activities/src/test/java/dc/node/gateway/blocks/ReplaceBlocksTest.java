package dc.node.gateway.blocks;

import static dc.node.gateway.blocks.Layouts.OPERATION;
import static dc.node.gateway.blocks.Layouts.assertRefused;
import static dc.node.gateway.blocks.Layouts.blocksAfter;
import static dc.node.gateway.blocks.Layouts.layout;
import static dc.node.gateway.blocks.Layouts.list;
import static dc.node.gateway.blocks.Layouts.withBlocks;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.blocks.BlockAction.ReplaceBlocks;
import dc.node.gateway.blocks.BlockOutcome.Unchanged;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ReplaceBlocksTest {
    private static final String A = "{'id': 'a', 'type': 'text', 'body_html': 'A'}";
    private static final String B = "{'id': 'b', 'type': 'text', 'body_html': 'B'}";
    private static final String CHART = "{'id': 'x', 'type': 'chart', 'data': [1, 2]}";
    private static final String TABLE = "{'id': 'y', 'type': 'table'}";

    @Test
    void theNewListTakesThePlaceOfTheOldOne() {
        assertThat(blocksAfter(withBlocks(listOf(A)), replace(listOf(B)))).isEqualTo(list(listOf(B)));
        assertThat(blocksAfter(withBlocks(listOf(A, B)), replace(listOf(B, A)))).isEqualTo(list(listOf(B, A)));
        assertThat(blocksAfter(withBlocks(listOf(A)), replace("[]"))).isEmpty();
    }

    @Test
    void theListAsItIsChangesNothing() {
        String all = listOf(A, CHART, "7", B);

        assertThat(StructuredBlocks.apply(withBlocks(all), replace(all), OPERATION))
                .isEqualTo(new Unchanged());
    }

    @Test
    void missingIdsAndMarksAreFilledIn() {
        assertThat(blocksAfter(
                                layout("{}"),
                                replace(
                                        "[{'type': 'text', 'body_html': 'x', 'extra': 1},"
                                                + "{'type': 'checker', 'items': [{'text': 'one'}, {'id': 'k', 'text': 'two', 'checked': true}]}]"))
                        .toString())
                .isEqualTo(
                        list("[{'id': 'f70d2b06-09e9-56de-9692-bba1fa7de9d7', 'type': 'text', 'body_html': 'x', 'extra': 1},"
                                        + "{'id': '04369b6a-647f-59ca-a74e-1d2c18e64b50', 'type': 'checker', 'items': ["
                                        + "{'id': '1b72ac1f-cc7f-5bf3-a1f9-e16408ec8f09', 'text': 'one', 'checked': false},"
                                        + "{'id': 'k', 'text': 'two', 'checked': true}]}]")
                                .toString());
    }

    @Test
    void foreignBlocksStayWhereTheyWereWhenTheListLeavesThemOut() {
        ObjectNode current = withBlocks(listOf(CHART, A, TABLE, "7"));

        assertThat(blocksAfter(current, replace(listOf(B)))).isEqualTo(list(listOf(CHART, B, TABLE, "7")));
        assertThat(blocksAfter(current, replace("[]"))).isEqualTo(list(listOf(CHART, TABLE, "7")));
    }

    @Test
    void foreignBlocksStandWhereTheListPutsThemAmongTheOthers() {
        assertThat(blocksAfter(withBlocks(listOf(CHART, A, TABLE)), replace(listOf(A, B, TABLE))))
                .isEqualTo(list(listOf(CHART, A, B, TABLE)));
        assertThat(blocksAfter(withBlocks(listOf(CHART, TABLE, A)), replace(listOf(A, TABLE, B))))
                .isEqualTo(list(listOf(CHART, A, TABLE, B)));
    }

    @Test
    void oddBlocksThatAreSentBackAsTheyWereAreAccepted() {
        String odd = "{'type': 'text', 'body_html': '" + "x".repeat(60_000) + "', 'id': 'long'}";

        assertThat(blocksAfter(withBlocks(listOf(odd, A)), replace(listOf(odd))))
                .isEqualTo(list(listOf(odd)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "['x'] | /blocks/0 | Each block must be an object with id, type and its content.",
                "[{'id': 'n', 'type': 'poll'}] | /blocks/0/type"
                        + " | The type must be text or checker. Blocks of other types can only stay as they are.",
                "[{'id': 'x', 'type': 'chart', 'data': [9]}] | /blocks/0/type"
                        + " | The type must be text or checker. Blocks of other types can only stay as they are.",
                "[{'type': 'text'}] | /blocks/0/body_html | This must be given as a string.",
                "[{'type': 'text', 'body_html': 3}] | /blocks/0/body_html | This must be given as a string.",
                "[{'type': 'text', 'body_html': 'x', 'title': null}] | /blocks/0/title | This must be given as a string.",
                "[{'type': 'text', 'body_html': 'x', 'id': 4}] | /blocks/0/id | This must be given as a string.",
                "[{'type': 'checker'}] | /blocks/0/items | A checker needs a list of at least one item.",
                "[{'type': 'checker', 'items': [1]}] | /blocks/0/items/0"
                        + " | Each item must be an object with id, text and checked.",
                "[{'type': 'checker', 'items': [{'text': 'a', 'checked': 'yes'}]}] | /blocks/0/items/0/checked"
                        + " | This must be true or false.",
                "[{'type': 'checker', 'items': [{'id': '1', 'text': 'a'}, {'id': '1', 'text': 'b'}]}]"
                        + " | /blocks/0/items/1/id | This id occurs twice. Give each its own, or leave new ones out.",
                "[{'id': 'n', 'type': 'text', 'body_html': 'x'}, {'id': 'n', 'type': 'text', 'body_html': 'y'}]"
                        + " | /blocks/1/id | This id occurs twice. Give each its own, or leave new ones out.",
                "[{'id': 'x', 'type': 'text', 'body_html': 'x'}]"
                        + " | /blocks | A block has the id of one of another type that stays. Give it another id, or none.",
                "[{'id': 'y', 'type': 'table'}, {'id': 'x', 'type': 'chart', 'data': [1, 2]}] | /blocks"
                        + " | Blocks of types other than text and checker cannot be moved or doubled. Send them in the"
                        + " order in which tasker_get_issue gives them, or leave them out: they stay.",
            })
    void malformedListsAreRefused(String blocks, String field, String message) {
        assertRefused(withBlocks(listOf(A, CHART, TABLE)), replace(blocks), field, message);
    }

    @Test
    void tooManyBlocksAreRefused() {
        String many = IntStream.range(0, 201)
                .mapToObj(n -> "{'type': 'text', 'body_html': 'x'}")
                .collect(Collectors.joining(",", "[", "]"));

        assertRefused(layout("{}"), replace(many), "/blocks", "The list has 201 entries, the most allowed is 200.");
    }

    private static String listOf(String... blocks) {
        return "[" + String.join(",", blocks) + "]";
    }

    private static ReplaceBlocks replace(String blocks) {
        return new ReplaceBlocks(list(blocks), "r1");
    }
}
