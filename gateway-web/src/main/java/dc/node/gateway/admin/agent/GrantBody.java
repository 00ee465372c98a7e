package dc.node.gateway.admin.agent;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.ProjectRole;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body that puts a grant.
 *
 * @param allowTerminalStates false when absent
 * @param highestRole Tasker's number of a role, 15 (member) when absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record GrantBody(
        @NotNull(message = "scopes must be a list of scopes.")
        List<String> scopes,

        @Nullable Boolean allowTerminalStates,
        @Nullable Integer highestRole,
        @Valid @Nullable Quotas quotas) {

    /** No limit where absent. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Quotas(
            @Positive(message = "quotas.calls_per_minute must be a number above 0.") @Nullable
            Integer callsPerMinute,

            @Positive(message = "quotas.writes_per_day must be a number above 0.") @Nullable
            Integer writesPerDay) {}

    /**
     * The grant this body describes.
     *
     * @throws org.springframework.web.ErrorResponseException 400 when a scope or the role does not exist
     */
    Grant toGrant(UUID project) {
        return new Grant(
                project,
                parsedScopes(),
                allowTerminalStates != null && allowTerminalStates,
                role(),
                quotas == null ? OptionalInt.empty() : optional(quotas.callsPerMinute()),
                quotas == null ? OptionalInt.empty() : optional(quotas.writesPerDay()));
    }

    private Set<Scope> parsedScopes() {
        return scopes.stream().map(GrantBody::scope).collect(Collectors.toUnmodifiableSet());
    }

    private static Scope scope(@Nullable String wireName) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> Problems.invalid("scopes may hold only these: "
                        + Arrays.stream(Scope.values()).map(Scope::wireName).collect(Collectors.joining(", "))
                        + "."));
    }

    private ProjectRole role() {
        if (highestRole == null) {
            return ProjectRole.MEMBER;
        }
        return ProjectRole.of(highestRole)
                .orElseThrow(
                        () -> Problems.invalid("highest_role must be 5 (guest), 15 (member) or 20 (administrator)."));
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
