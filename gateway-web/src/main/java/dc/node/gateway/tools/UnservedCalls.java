package dc.node.gateway.tools;

import dc.node.gateway.identity.AuthenticatedAgent;
import dc.node.gateway.problem.RefusalRecorder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Calls of agents that no handler is there for, such as a {@code GET} of a tool: they leave an event like any other. */
@Component
class UnservedCalls extends RefusalRecorder {

    private final ToolRuntime runtime;

    UnservedCalls(ToolRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    protected void record(HttpServletRequest request, @Nullable Object handler, Exception exception) {
        if (request.getUserPrincipal() instanceof AuthenticatedAgent agent) {
            reason(exception).ifPresent(reason -> runtime.refusedAtDoor(agent, RestTools.source(request), reason));
        }
    }

    private static Optional<String> reason(Exception exception) {
        return switch (exception) {
            case HttpRequestMethodNotSupportedException method -> Optional.of("method_not_allowed");
            case NoResourceFoundException path -> Optional.of("unknown_path");
            default -> Optional.empty();
        };
    }
}
