package dc.node.gateway.identity;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells an agent who it is. */
@RestController
class AgentSessionController {

    @Operation(summary = "Who the calling agent is and what it may do")
    @GetMapping("/api/v1/agent-session")
    AgentSession show(AuthenticatedAgent agent) {
        return AgentSession.of(agent);
    }
}
