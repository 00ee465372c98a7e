package dc.node.gateway.admin.agent;

import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.AgentStore;
import dc.node.gateway.problem.Problems;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds the agent that a path names. */
@Component
class AgentFinder {

    private final AgentStore agents;

    AgentFinder(AgentStore agents) {
        this.agents = agents;
    }

    /**
     * The agent of this id.
     *
     * @throws org.springframework.web.ErrorResponseException 404 when there is none
     */
    Agent require(UUID id) {
        return agents.find(id).orElseThrow(() -> Problems.notFound("There is no agent with the id " + id + "."));
    }
}
