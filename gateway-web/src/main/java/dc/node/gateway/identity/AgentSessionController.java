package dc.node.gateway.identity;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells an agent who it is. */
@RestController
class AgentSessionController {

    @GetMapping("/api/v1/agent-session")
    AgentSession show(AuthenticatedAgent agent) {
        return AgentSession.of(agent);
    }
}
