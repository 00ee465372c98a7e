package dc.node.gateway.chaos.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the agents write on, made before any fault.
 *
 * @param agents  who writes
 * @param project where new issues go
 * @param own     by agent, the issues only it writes on
 * @param shared  the issues all write on
 */
public record Ground(List<AgentIdentity> agents, Project project, Map<String, List<Issue>> own, List<Issue> shared) {

    public Ground {
        agents = List.copyOf(agents);
        own = Map.copyOf(own);
        shared = List.copyOf(shared);
    }

    /** What can be referred to in a project; the members are those who can be assigned. */
    public record Project(String id, List<String> stateIds, List<String> labelIds, List<String> memberIds) {}

    /** An issue and the one checker it begins with. */
    public record Issue(String id, Project project, String blockId, List<String> itemIds) {}

    AgentIdentity agent(String id) {
        return agents.stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<Issue> ownOf(String agentId) {
        return Optional.ofNullable(own.get(agentId)).orElseThrow();
    }
}
