package dc.node.gateway.blocks;

import dc.node.gateway.blocks.BlockAction.AppendChecker;
import dc.node.gateway.blocks.BlockAction.AppendImplementationNote;
import dc.node.gateway.blocks.BlockAction.AppendTextBlock;
import dc.node.gateway.blocks.BlockAction.NewItem;
import dc.node.gateway.blocks.BlockAction.ReplaceBlocks;
import dc.node.gateway.blocks.BlockAction.UpdateCheckerItem;
import dc.node.gateway.blocks.BlockOutcome.Invalid;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Carries out one action on a list of blocks that belongs to it alone. */
final class BlockEditor {
    private final ArrayNode blocks;
    private final BlockIds ids;

    BlockEditor(ArrayNode blocks, BlockIds ids) {
        this.blocks = blocks;
        this.ids = ids;
    }

    /** Changes the list, or leaves it and says why. */
    Optional<Invalid> edit(BlockAction action) {
        return switch (action) {
            case AppendTextBlock text -> append(textBlock(text.title(), text.bodyHtml()));
            case AppendChecker checker -> append(checkerBlock(checker));
            case AppendImplementationNote note -> appendNote(note);
            case UpdateCheckerItem update -> update(update);
            case ReplaceBlocks replace -> replace(replace.blocks());
        };
    }

    private Optional<Invalid> appendNote(AppendImplementationNote note) {
        String kind = note.kind().orElse(AppendImplementationNote.DEFAULT_KIND);
        Optional<BlockProblem> problem = BlockRules.text("/kind", kind, BlockLimits.KIND_LENGTH);
        if (problem.isPresent()) {
            return problem.map(Invalid::new);
        }
        ObjectNode block = textBlock(note.title(), note.bodyHtml());
        block.put(Signature.KIND, kind);
        new Signature(note.author(), note.at()).writeTo(block);
        return append(block);
    }

    private Optional<Invalid> append(ObjectNode block) {
        // An earlier attempt of this operation may have got through; its block may even have been edited since.
        if (find(blocks, ids.appendedBlock()).isPresent()) {
            return Optional.empty();
        }
        List<BlockProblem> problems = BlockRules.problemsOf(block, "");
        if (!problems.isEmpty()) {
            return Optional.of(new Invalid(problems.getFirst()));
        }
        if (blocks.size() >= BlockLimits.BLOCKS) {
            return refuse(
                    "/action",
                    "The issue has " + blocks.size() + " blocks, the most allowed is " + BlockLimits.BLOCKS
                            + ". Merge some with replace_blocks first.");
        }
        blocks.add(block);
        return Optional.empty();
    }

    private Optional<Invalid> update(UpdateCheckerItem update) {
        if (update.checked().isEmpty() && update.text().isEmpty()) {
            return refuse("/checked", "Give checked, text or both.");
        }
        Optional<BlockProblem> problem =
                update.text().flatMap(text -> BlockRules.text("/text", text, BlockLimits.ITEM_TEXT_LENGTH));
        if (problem.isPresent()) {
            return problem.map(Invalid::new);
        }
        Optional<ObjectNode> block = find(blocks, update.blockId());
        if (block.isEmpty()) {
            return refuse(
                    "/block_id",
                    "The issue has no block with this id. Read it with tasker_get_issue and take the id from there.");
        }
        if (!BlockRules.isOfType(block.get(), BlockRules.CHECKER)
                || !(block.get().get("items") instanceof ArrayNode items)) {
            return refuse(
                    "/block_id",
                    "This block is not a checker with items. Read the issue with tasker_get_issue and name a checker.");
        }
        Optional<ObjectNode> item = find(items, update.itemId());
        if (item.isEmpty()) {
            return refuse(
                    "/item_id",
                    "The checker has no item with this id. Read the issue with tasker_get_issue and take the id from there.");
        }
        update.checked().ifPresent(checked -> item.get().put("checked", checked));
        update.text().ifPresent(text -> item.get().put("text", text));
        return Optional.empty();
    }

    private Optional<Invalid> replace(ArrayNode given) {
        return switch (new BlockReplacement(blocks, ids).with(given)) {
            case BlockReplacement.Result.Refused(BlockProblem problem) -> Optional.of(new Invalid(problem));
            case BlockReplacement.Result.Merged(List<JsonNode> merged) -> {
                blocks.removeAll();
                blocks.addAll(merged);
                yield Optional.empty();
            }
        };
    }

    private ObjectNode textBlock(Optional<String> title, String bodyHtml) {
        ObjectNode block = newBlock(BlockRules.TEXT, title);
        block.put("body_html", bodyHtml);
        return block;
    }

    private ObjectNode checkerBlock(AppendChecker checker) {
        ObjectNode block = newBlock(BlockRules.CHECKER, checker.title());
        ArrayNode items = block.putArray("items");
        for (NewItem item : checker.items()) {
            String id = ids.appendedItem(items.size());
            items.addObject().put("id", id).put("text", item.text()).put("checked", item.checked());
        }
        return block;
    }

    private ObjectNode newBlock(String type, Optional<String> title) {
        ObjectNode block = JsonNodeFactory.instance.objectNode();
        block.put("id", ids.appendedBlock());
        block.put("type", type);
        title.ifPresent(text -> block.put("title", text));
        return block;
    }

    private static Optional<ObjectNode> find(ArrayNode nodes, String id) {
        return nodes.valueStream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .filter(node -> BlockRules.idOf(node).filter(id::equals).isPresent())
                .findFirst();
    }

    private static Optional<Invalid> refuse(String field, String message) {
        return Optional.of(Invalid.of(field, message));
    }
}
