package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcError;
import java.security.Principal;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a fault from the caller and in the log, under a reference that both sides can name. */
final class FaultReporter {

    private static final Logger LOGGER = LoggerFactory.getLogger(FaultReporter.class);

    private final Supplier<String> references;

    FaultReporter(Supplier<String> references) {
        this.references = requireNonNull(references, "references is null");
    }

    JsonRpcError report(RuntimeException fault, String method, Principal caller) {
        String reference = references.get();
        LOGGER.error("{} of {} failed unexpectedly, reference {}", method, caller.getName(), reference, fault);
        return McpErrors.internal(reference);
    }
}
