package dc.node.gateway.admin.agent;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.Scope;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A grant as administrators see it.
 *
 * @param highestRole Tasker's number of the role
 */
@JsonNaming(SnakeCaseStrategy.class)
record GrantView(UUID projectId, List<String> scopes, boolean allowTerminalStates, int highestRole, Quotas quotas) {

    static GrantView of(Grant grant) {
        return new GrantView(
                grant.projectId(),
                grant.scopes().stream().sorted().map(Scope::wireName).toList(),
                grant.allowTerminalStates(),
                grant.highestRole().number(),
                new Quotas(grant.callsPerMinute(), grant.writesPerDay()));
    }

    /** No limit where null. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Quotas(OptionalInt callsPerMinute, OptionalInt writesPerDay) {}

    /** All grants of one agent. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Collection(List<GrantView> grants) {}
}
