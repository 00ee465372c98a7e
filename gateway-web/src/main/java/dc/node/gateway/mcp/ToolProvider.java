package dc.node.gateway.mcp;

import dc.node.gateway.mcp.model.ToolDescription;
import java.security.Principal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** All that the protocol layer knows of tools. Called from many threads at once. */
public interface ToolProvider {

    /** The tools this caller may call, in an order that never changes. */
    List<ToolDescription> list(Principal caller);

    /**
     * Calls a tool. What the tool itself has to object, wrong arguments included, is a {@link ToolAnswer.Result} with
     * {@code isError}; an exception is a fault of the gateway, logged and hidden from the caller.
     *
     * @param arguments empty where the caller gave none; not yet checked against any schema
     */
    ToolAnswer call(Principal caller, String name, ObjectNode arguments, CallContext context);

    /** Whether tools send messages ({@link CallProgress#log}); clients are told so, and may say which they want. */
    default boolean logs() {
        return false;
    }

    /** Hears of a call that the protocol layer refuses, so that it leaves a trace as those do that reach a tool. */
    void refused(Principal caller, CallRefusal reason, CallContext context);
}
