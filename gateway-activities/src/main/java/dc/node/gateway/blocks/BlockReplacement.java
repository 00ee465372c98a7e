package dc.node.gateway.blocks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A new list of blocks in place of an old one.
 *
 * <p>A block that is sent back just as it was is accepted whatever it is; every other one must be of a known type and
 * complete once its ids are filled in. Foreign blocks (of types the gateway does not know) come out as they went in: all
 * of them, unchanged, in the same order. One that the new list leaves out keeps its index as far as the list reaches.
 */
final class BlockReplacement {
    private static final String POINTER = "/blocks";

    private final ArrayNode current;
    private final List<Foreign> staying;
    private final BlockIds ids;

    BlockReplacement(ArrayNode current, BlockIds ids) {
        this.current = current;
        this.staying = foreignOf(current);
        this.ids = ids;
    }

    sealed interface Result {
        record Merged(List<JsonNode> blocks) implements Result {}

        record Refused(BlockProblem problem) implements Result {}
    }

    /** A block of an unknown type and its index in the old list. */
    private record Foreign(int index, JsonNode block) {}

    Result with(ArrayNode given) {
        List<JsonNode> wanted = completed(given);
        return problemOfBlocks(wanted)
                .or(() -> problemOfOrder(wanted))
                .map(BlockReplacement::refused)
                .orElseGet(() -> {
                    List<JsonNode> merged = merge(wanted);
                    return problemOfWhole(merged)
                            .map(BlockReplacement::refused)
                            .orElseGet(() -> new Result.Merged(merged));
                });
    }

    private Optional<BlockProblem> problemOfBlocks(List<JsonNode> wanted) {
        Set<JsonNode> known = new HashSet<>(current.values());
        for (int index = 0; index < wanted.size(); index++) {
            if (!known.contains(wanted.get(index))) {
                List<BlockProblem> problems = BlockRules.problemsOf(wanted.get(index), POINTER + "/" + index);
                if (!problems.isEmpty()) {
                    return Optional.of(problems.getFirst());
                }
            }
        }
        return BlockRules.repeatedIds(wanted, POINTER).stream().findFirst();
    }

    private Optional<BlockProblem> problemOfOrder(List<JsonNode> wanted) {
        return matches(wanted).size() == foreignOf(wanted).size()
                ? Optional.empty()
                : Optional.of(new BlockProblem(
                        POINTER,
                        "Blocks of types other than text and checker cannot be moved or doubled. Send them in the order"
                                + " in which tasker_get_issue gives them, or leave them out: they stay."));
    }

    private Optional<BlockProblem> problemOfWhole(List<JsonNode> merged) {
        if (!BlockRules.repeatedIds(merged, POINTER).isEmpty()) {
            return Optional.of(new BlockProblem(
                    POINTER, "A block has the id of one of another type that stays. Give it another id, or none."));
        }
        return BlockRules.countOf(merged.size(), Math.max(BlockLimits.BLOCKS, current.size()), POINTER);
    }

    /** For each foreign block of the list, in order, its place among those that stay; ends at the first without one. */
    private Deque<Integer> matches(List<JsonNode> wanted) {
        Deque<Integer> matches = new ArrayDeque<>();
        int next = 0;
        for (Foreign foreign : foreignOf(wanted)) {
            while (next < staying.size() && !staying.get(next).block().equals(foreign.block())) {
                next++;
            }
            if (next == staying.size()) {
                return matches;
            }
            matches.add(next++);
        }
        return matches;
    }

    private List<JsonNode> merge(List<JsonNode> wanted) {
        List<JsonNode> merged = new ArrayList<>();
        Deque<Integer> matches = matches(wanted);
        int next = 0;
        for (JsonNode block : wanted) {
            boolean foreign = BlockRules.isForeign(block);
            int end = matches.isEmpty() ? staying.size() : matches.element();
            while (next < end && (foreign || staying.get(next).index() <= merged.size())) {
                merged.add(staying.get(next++).block());
            }
            if (foreign) {
                next = matches.remove() + 1;
            }
            merged.add(block);
        }
        staying.subList(next, staying.size()).forEach(left -> merged.add(left.block()));
        return merged;
    }

    private List<JsonNode> completed(ArrayNode given) {
        List<JsonNode> result = new ArrayList<>();
        for (int index = 0; index < given.size(); index++) {
            JsonNode block = given.get(index).deepCopy();
            boolean known = !BlockRules.isForeign(block);
            result.add(known && block instanceof ObjectNode object ? completed(object, index) : block);
        }
        return result;
    }

    private ObjectNode completed(ObjectNode block, int index) {
        if (BlockRules.isOfType(block, BlockRules.CHECKER) && block.get("items") instanceof ArrayNode items) {
            for (int item = 0; item < items.size(); item++) {
                if (items.get(item) instanceof ObjectNode object) {
                    items.set(item, completedItem(object, ids.replacedItem(index, item)));
                }
            }
        }
        return withId(block, ids.replacedBlock(index));
    }

    private static ObjectNode completedItem(ObjectNode item, String id) {
        ObjectNode result = withId(item, id);
        if (!result.has("checked")) {
            result.put("checked", false);
        }
        return result;
    }

    /** The node itself when it has an id; else a copy with the id as its first property, where people look for it. */
    private static ObjectNode withId(ObjectNode node, String id) {
        if (node.has("id")) {
            return node;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("id", id);
        result.setAll(node);
        return result;
    }

    private static List<Foreign> foreignOf(Iterable<JsonNode> blocks) {
        List<Foreign> result = new ArrayList<>();
        int index = 0;
        for (JsonNode block : blocks) {
            if (BlockRules.isForeign(block)) {
                result.add(new Foreign(index, block));
            }
            index++;
        }
        return result;
    }

    private static Result refused(BlockProblem problem) {
        return new Result.Refused(problem);
    }
}
