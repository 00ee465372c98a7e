package dc.node.gateway.writes;

import dc.node.gateway.blocks.BlockAction;
import dc.node.gateway.blocks.BlockOutcome;
import dc.node.gateway.blocks.StructuredBlocks;
import dc.node.gateway.writes.FinishWorkSession.CheckedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a finish changes in an issue's layout: the implementation note and the ticks, all at once, for each change of its
 * own would cost a lease and two calls to Tasker. What cannot be done is left out and named in {@link #refusals()}.
 */
final class FinishBlocks {

    private final List<Part> parts;
    private final UUID operationId;
    private List<String> refusals = List.of();

    private FinishBlocks(List<Part> parts, UUID operationId) {
        this.parts = parts;
        this.operationId = operationId;
    }

    /** One action, and what it is called where it is refused. */
    record Part(String name, BlockAction action) {}

    static FinishBlocks of(Attempt attempt, String noteHtml, Optional<List<CheckedItem>> items) {
        BlockAction note = new BlockAction.AppendImplementationNote(
                Optional.of("Work session"),
                attempt.clean(noteHtml),
                Optional.empty(),
                attempt.operation().agent().displayName(),
                attempt.operation().acceptedAt());
        return of(note, items.orElse(List.of()), attempt.operation().id());
    }

    static FinishBlocks of(BlockAction note, List<CheckedItem> items, UUID operationId) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("The implementation note", note));
        items.stream().distinct().map(FinishBlocks::tick).forEach(parts::add);
        return new FinishBlocks(parts, operationId);
    }

    private static Part tick(CheckedItem item) {
        return new Part(
                "Ticking item " + item.itemId() + " of block " + item.blockId(),
                new BlockAction.UpdateCheckerItem(item.blockId(), item.itemId(), Optional.of(true), Optional.empty()));
    }

    /** What all of it is called. */
    String name() {
        return parts.size() == 1 ? "The implementation note" : "The implementation note, with the ticked items,";
    }

    /**
     * The layout with note and ticks; empty when it has them. May be asked again about a newer layout: the refusals are
     * those of the last time.
     */
    Optional<ObjectNode> addedTo(ObjectNode layout) {
        List<String> refused = new ArrayList<>();
        ObjectNode changed = layout;
        for (Part part : parts) {
            switch (StructuredBlocks.apply(changed, part.action(), operationId)) {
                case BlockOutcome.Applied(ObjectNode applied) -> changed = applied;
                case BlockOutcome.Unchanged() -> {}
                case BlockOutcome.Invalid(var problem) ->
                    refused.add(part.name() + " was refused: " + problem.message());
            }
        }
        refusals = List.copyOf(refused);
        return changed.equals(layout) ? Optional.empty() : Optional.of(changed);
    }

    /** A sentence on each part that could not be done. */
    List<String> refusals() {
        return refusals;
    }
}
