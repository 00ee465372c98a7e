package dc.node.gateway.chaos.verdict;

import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The structured blocks of each issue as they are at the end: as the last change of its layout left them. */
final class Layouts {

    private final Map<String, JsonNode> blocksByIssue = new HashMap<>();

    Layouts(List<Effect> effects) {
        for (Effect effect : effects) {
            JsonNode layout = effect.body().path("detail_layout");
            if (layout.isObject()) {
                blocksByIssue.put(effect.issueId(), layout.path("nodedc_structured_blocks"));
            }
        }
    }

    /** How many blocks of the issue hold this text. */
    long blocksWith(String issueId, String text) {
        return blocks(issueId).stream()
                .filter(block -> block.toString().contains(text))
                .count();
    }

    /** The text of an item; empty when it is not there. */
    String itemText(String issueId, String blockId, String itemId) {
        return blocks(issueId).stream()
                .filter(block -> block.path("id").asString("").equals(blockId))
                .flatMap(block -> StreamSupport.stream(block.path("items").spliterator(), false))
                .filter(item -> item.path("id").asString("").equals(itemId))
                .map(item -> item.path("text").asString(""))
                .findFirst()
                .orElse("");
    }

    private List<JsonNode> blocks(String issueId) {
        return Optional.ofNullable(blocksByIssue.get(issueId))
                .map(blocks -> blocks.valueStream().toList())
                .orElse(List.of());
    }
}
