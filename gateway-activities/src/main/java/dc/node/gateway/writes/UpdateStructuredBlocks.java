package dc.node.gateway.writes;

import dc.node.gateway.blocks.BlockAction;
import dc.node.gateway.blocks.BlockOutcome;
import dc.node.gateway.blocks.StructuredBlocks;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.IssueChanges;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_update_structured_blocks}. New blocks have ids derived from the operation, so none is added twice. */
@Component
class UpdateStructuredBlocks implements WriteTool {

    private final LayoutEditor layouts;

    UpdateStructuredBlocks(LayoutEditor layouts) {
        this.layouts = layouts;
    }

    @Override
    public String name() {
        return "tasker_update_structured_blocks";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_STRUCTURED_BLOCKS_WRITE);
    }

    @Override
    public void check(ObjectNode arguments) {
        BlockArguments.check(arguments);
    }

    @Override
    public WriteResult apply(Attempt attempt) {
        BlockArguments arguments = attempt.arguments(BlockArguments.class);
        // Only the action that replaces all blocks takes a revision.
        Optional<String> madeFrom = arguments.revision();
        Issue issue = layouts.edit(
                attempt,
                arguments.issueId(),
                madeFrom,
                IssueChanges.NONE,
                (current, layout) -> change(layout, arguments.toAction(attempt, layout), attempt));
        return new WriteResult().issue(issue);
    }

    /** The layout with the action carried out; empty when it already is. */
    private static Optional<ObjectNode> change(ObjectNode layout, BlockAction action, Attempt attempt) {
        return switch (StructuredBlocks.apply(
                layout, action, attempt.operation().id())) {
            case BlockOutcome.Applied(ObjectNode changed) -> Optional.of(changed);
            case BlockOutcome.Unchanged() -> Optional.empty();
            case BlockOutcome.Invalid(var problem) -> throw ProjectRules.invalid(problem);
        };
    }
}
