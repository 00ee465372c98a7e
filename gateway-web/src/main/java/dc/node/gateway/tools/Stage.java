package dc.node.gateway.tools;

import dc.node.gateway.outcome.ToolError;
import java.util.Optional;

/** One check on the way of a call. */
interface Stage {

    /** Why the call ends here; empty lets it pass. */
    Optional<ToolError> check(ToolCall call);
}
