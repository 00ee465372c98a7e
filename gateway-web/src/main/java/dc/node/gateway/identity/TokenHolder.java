package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.identity.Credential.GatewayToken;
import java.util.Map;
import java.util.UUID;

/** A token, the agent it belongs to, and the agent's grants by project. */
record TokenHolder(AgentToken token, Agent agent, Map<UUID, Grant> grants) {

    TokenHolder {
        requireNonNull(token, "token is null");
        requireNonNull(agent, "agent is null");
        grants = Map.copyOf(grants);
    }

    AuthenticatedAgent authenticated() {
        return new AuthenticatedAgent(
                agent.id(),
                agent.tenant(),
                agent.displayName(),
                agent.ownerUserId(),
                agent.ownerEmail(),
                new GatewayToken(token.id(), token.name(), token.expiresAt()),
                grants);
    }
}
