package dc.node.gateway.writes;

import com.fasterxml.jackson.annotation.JsonProperty;
import dc.node.gateway.blocks.BlockAction;
import dc.node.gateway.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of {@code tasker_update_structured_blocks}, of which each action takes its own. */
record BlockArguments(
        UUID issueId,
        Action action,
        Optional<String> title,
        Optional<String> bodyHtml,
        Optional<List<Item>> items,
        Optional<String> blockId,
        Optional<String> itemId,
        Optional<Boolean> checked,
        Optional<String> text,
        Optional<String> kind,
        Optional<ArrayNode> blocks,
        Optional<String> revision) {

    private static final Set<String> OF_EVERY_ACTION = Set.of("issue_id", "action", "session_id");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, its type does not say so
    enum Action {
        @JsonProperty("append_text_block")
        APPEND_TEXT_BLOCK(Set.of("body_html"), Set.of("title")),
        @JsonProperty("append_checker")
        APPEND_CHECKER(Set.of("items"), Set.of("title")),
        @JsonProperty("update_checker_item")
        UPDATE_CHECKER_ITEM(Set.of("block_id", "item_id"), Set.of("checked", "text")),
        @JsonProperty("replace_blocks")
        REPLACE_BLOCKS(Set.of("blocks", "revision"), Set.of()),
        @JsonProperty("append_implementation_note")
        APPEND_IMPLEMENTATION_NOTE(Set.of("body_html"), Set.of("title", "kind"));

        private final Set<String> required;
        private final Set<String> optional;

        Action(Set<String> required, Set<String> optional) {
            this.required = required;
            this.optional = optional;
        }

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Item(String text, Optional<Boolean> checked) {}

    /** Refuses an action that lacks what it needs, or carries what it would have to ignore. */
    static void check(ObjectNode arguments) {
        Action action = Json.MAPPER.treeToValue(arguments.get("action"), Action.class);
        action.required.stream()
                .filter(field -> !arguments.has(field))
                .sorted()
                .findFirst()
                .ifPresent(field -> {
                    throw ProjectRules.invalid(
                            field, "The action " + action.wireName() + " needs " + field + ". Send it too.");
                });
        arguments.propertyNames().stream()
                .filter(field -> !OF_EVERY_ACTION.contains(field)
                        && !action.required.contains(field)
                        && !action.optional.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw ProjectRules.invalid(
                            field, "The action " + action.wireName() + " does not take " + field + ". Leave it out.");
                });
    }

    /** What is to be done to this layout. */
    BlockAction toAction(Attempt attempt, ObjectNode layout) {
        return switch (action) {
            case APPEND_TEXT_BLOCK -> new BlockAction.AppendTextBlock(title, attempt.clean(bodyHtml.orElseThrow()));
            case APPEND_CHECKER ->
                new BlockAction.AppendChecker(
                        title,
                        items.orElseThrow().stream()
                                .map(item -> new BlockAction.NewItem(
                                        item.text(), item.checked().orElse(false)))
                                .toList());
            case UPDATE_CHECKER_ITEM ->
                new BlockAction.UpdateCheckerItem(blockId.orElseThrow(), itemId.orElseThrow(), checked, text);
            case REPLACE_BLOCKS ->
                new BlockAction.ReplaceBlocks(
                        new SentBlocks(blocks.orElseThrow()).asWrittenBy(attempt, layout), revision.orElseThrow());
            case APPEND_IMPLEMENTATION_NOTE ->
                new BlockAction.AppendImplementationNote(
                        title,
                        attempt.clean(bodyHtml.orElseThrow()),
                        kind,
                        attempt.operation().agent().displayName(),
                        // Dated by acceptance, so that every attempt writes the same note.
                        attempt.operation().acceptedAt());
        };
    }
}
