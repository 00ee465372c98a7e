package dc.node.gateway.grants;

import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * What one agent may do in one project.
 *
 * @param allowTerminalStates whether it may move issues into completed or cancelled states
 * @param highestRole the highest role it may give a new member
 * @param callsPerMinute no limit when empty
 * @param writesPerDay no limit when empty
 */
public record Grant(
        UUID projectId,
        Set<Scope> scopes,
        boolean allowTerminalStates,
        ProjectRole highestRole,
        OptionalInt callsPerMinute,
        OptionalInt writesPerDay) {

    public Grant {
        scopes = Set.copyOf(scopes);
    }
}
