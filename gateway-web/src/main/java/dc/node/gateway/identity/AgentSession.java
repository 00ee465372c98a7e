package dc.node.gateway.identity;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What an agent may know of itself: who it is, how long its token lasts, and what it may do where. */
@JsonNaming(SnakeCaseStrategy.class)
record AgentSession(Self agent, Token token, List<GrantedProject> grants) {

    static AgentSession of(AuthenticatedAgent agent) {
        return new AgentSession(
                new Self(agent.agentId(), agent.displayName(), agent.tenant(), agent.ownerUserId(), agent.ownerEmail()),
                new Token(agent.credential().name(), agent.credential().expiresAt()),
                agent.grants().values().stream()
                        .sorted(Comparator.comparing(Grant::projectId))
                        .map(GrantedProject::of)
                        .toList());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Self(UUID id, String displayName, String tenant, String ownerUserId, String ownerEmail) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Token(String name, Instant expiresAt) {}

    /** @param highestRole Tasker's number of the highest role it may give */
    @JsonNaming(SnakeCaseStrategy.class)
    record GrantedProject(UUID projectId, List<String> scopes, boolean allowTerminalStates, int highestRole) {

        static GrantedProject of(Grant grant) {
            return new GrantedProject(
                    grant.projectId(),
                    grant.scopes().stream().sorted().map(Scope::wireName).toList(),
                    grant.allowTerminalStates(),
                    grant.highestRole().number());
        }
    }
}
