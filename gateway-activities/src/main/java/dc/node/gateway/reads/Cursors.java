package dc.node.gateway.reads;

import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ToolError;

/** What the tools that answer in pages say of cursors. */
final class Cursors {

    private Cursors() {}

    /** The refusal of a cursor that cannot be one of this tool's. */
    static CallRefusedException foreign() {
        return new CallRefusedException(ToolError.validation(
                "cursor", "This cursor is not one the gateway gave. Take next_cursor as it came, or leave it out."));
    }
}
