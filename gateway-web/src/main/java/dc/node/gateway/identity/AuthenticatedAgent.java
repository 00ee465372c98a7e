package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.Scope;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The caller of one request, with what it may do, as the database had it when the request came in. Never kept for a
 * second request: a revoked token or a changed grant counts from the next one.
 *
 * @param grants by project
 */
public record AuthenticatedAgent(
        UUID agentId,
        String tenant,
        String displayName,
        String ownerUserId,
        String ownerEmail,
        Credential credential,
        Map<UUID, Grant> grants)
        implements Principal {

    public AuthenticatedAgent {
        requireNonNull(agentId, "agentId is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(displayName, "displayName is null");
        requireNonNull(ownerUserId, "ownerUserId is null");
        requireNonNull(ownerEmail, "ownerEmail is null");
        requireNonNull(credential, "credential is null");
        grants = Map.copyOf(grants);
    }

    /** The agent's id, for a display name may change and need not be unique. */
    @Override
    public String getName() {
        return agentId.toString();
    }

    /** Whether the grant of some project has all of these scopes. */
    public boolean holdsInSomeProject(Set<Scope> scopes) {
        return !grantsWith(scopes).isEmpty();
    }

    /** The grants that have all of these scopes. */
    public List<Grant> grantsWith(Set<Scope> scopes) {
        return grants.values().stream()
                .filter(grant -> grant.scopes().containsAll(scopes))
                .toList();
    }

    /** Empty when the project is not granted. */
    public Optional<Grant> grantFor(UUID project) {
        return Optional.ofNullable(grants.get(project));
    }
}
