package dc.node.gateway.blocks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a complete block of a known type looks like. Properties that are not named here are not looked at. */
final class BlockRules {
    static final String TEXT = "text";
    static final String CHECKER = "checker";

    private BlockRules() {}

    static boolean isOfType(JsonNode block, String type) {
        return block.path("type").stringValue("").equals(type);
    }

    /** Whether the gateway does not know what this is, and so must leave it alone. */
    static boolean isForeign(JsonNode block) {
        return !block.isObject() || !(isOfType(block, TEXT) || isOfType(block, CHECKER));
    }

    static Optional<String> idOf(JsonNode node) {
        return node.path("id").stringValueOpt();
    }

    static List<BlockProblem> problemsOf(JsonNode block, String pointer) {
        List<BlockProblem> problems = new ArrayList<>();
        if (!(block instanceof ObjectNode)) {
            problems.add(new BlockProblem(pointer, "Each block must be an object with id, type and its content."));
            return problems;
        }
        requiredText(block, "id", pointer, BlockLimits.ID_LENGTH).ifPresent(problems::add);
        optionalText(block, "title", pointer, BlockLimits.TITLE_LENGTH).ifPresent(problems::add);
        if (isOfType(block, TEXT)) {
            requiredText(block, "body_html", pointer, BlockLimits.BODY_HTML_LENGTH)
                    .ifPresent(problems::add);
        } else if (isOfType(block, CHECKER)) {
            problems.addAll(itemProblems(block.path("items"), pointer + "/items"));
        } else {
            problems.add(new BlockProblem(
                    pointer + "/type",
                    "The type must be text or checker. Blocks of other types can only stay as they are."));
        }
        return problems;
    }

    /** Problems of ids that occur before in the same list. */
    static List<BlockProblem> repeatedIds(Iterable<JsonNode> nodes, String pointer) {
        List<BlockProblem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int index = 0;
        for (JsonNode node : nodes) {
            if (idOf(node).filter(id -> !seen.add(id)).isPresent()) {
                problems.add(new BlockProblem(
                        pointer + "/" + index + "/id",
                        "This id occurs twice. Give each its own, or leave new ones out."));
            }
            index++;
        }
        return problems;
    }

    static Optional<BlockProblem> text(String pointer, String value, int limit) {
        if (value.isBlank()) {
            return Optional.of(new BlockProblem(pointer, "This must not be blank."));
        }
        if (value.length() > limit) {
            return Optional.of(new BlockProblem(
                    pointer, "This has " + value.length() + " characters, the most allowed is " + limit + "."));
        }
        return Optional.empty();
    }

    static Optional<BlockProblem> countOf(int count, int limit, String pointer) {
        return count > limit
                ? Optional.of(new BlockProblem(
                        pointer, "The list has " + count + " entries, the most allowed is " + limit + "."))
                : Optional.empty();
    }

    private static List<BlockProblem> itemProblems(JsonNode given, String pointer) {
        List<BlockProblem> problems = new ArrayList<>();
        if (!(given instanceof ArrayNode items) || items.isEmpty()) {
            problems.add(new BlockProblem(pointer, "A checker needs a list of at least one item."));
            return problems;
        }
        countOf(items.size(), BlockLimits.ITEMS_PER_CHECKER, pointer).ifPresent(problems::add);
        for (int index = 0; index < items.size(); index++) {
            JsonNode item = items.get(index);
            String itemPointer = pointer + "/" + index;
            if (!item.isObject()) {
                problems.add(new BlockProblem(itemPointer, "Each item must be an object with id, text and checked."));
                continue;
            }
            requiredText(item, "id", itemPointer, BlockLimits.ID_LENGTH).ifPresent(problems::add);
            requiredText(item, "text", itemPointer, BlockLimits.ITEM_TEXT_LENGTH)
                    .ifPresent(problems::add);
            if (!item.path("checked").isBoolean()) {
                problems.add(new BlockProblem(itemPointer + "/checked", "This must be true or false."));
            }
        }
        problems.addAll(repeatedIds(items, pointer));
        return problems;
    }

    private static Optional<BlockProblem> optionalText(JsonNode parent, String property, String pointer, int limit) {
        return parent.has(property) ? requiredText(parent, property, pointer, limit) : Optional.empty();
    }

    private static Optional<BlockProblem> requiredText(JsonNode parent, String property, String pointer, int limit) {
        JsonNode value = parent.path(property);
        String field = pointer + "/" + property;
        return value.isString()
                ? text(field, value.stringValue(), limit)
                : Optional.of(new BlockProblem(field, "This must be given as a string."));
    }
}
