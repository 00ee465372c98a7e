package dc.node.gateway.tools;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.outcome.ToolError;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The agent holds the tool's scopes in the project the call is about. A project that is not granted is answered as if it
 * were not there, so that nobody can find out what exists.
 */
@Component
class CheckGrant implements Stage {

    @Override
    public Optional<ToolError> check(ToolCall call) {
        if (call.target().projectId().isEmpty()) {
            // About everything granted, or about an issue whose project only Tasker knows: checked where it is met.
            return Optional.empty();
        }
        Optional<Grant> grant = call.agent().grantFor(call.target().projectId().get());
        if (grant.isEmpty()) {
            return Optional.of(ToolError.notFound());
        }
        return grant.get().scopes().containsAll(call.tool().scopes())
                ? Optional.empty()
                : Optional.of(CheckScope.denied(call.tool().scopes()));
    }
}
