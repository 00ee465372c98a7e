package dc.node.gateway.tools;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.outcome.QuotaExceeded;
import dc.node.gateway.outcome.ToolError;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The quotas of the grant in the project the call is about. Calls a minute are counted here. Writes a day are only noted for
 * the acceptance: it alone knows a new write from one that is repeated, and counts under the agent's lock. A call whose
 * project is not known counts for nothing here.
 */
@Component
class CheckQuota implements Stage {

    private final CallCountStore counts;
    private final Clock clock;

    CheckQuota(CallCountStore counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        return call.target()
                .projectId()
                .flatMap(project -> call.agent().grantFor(project))
                .flatMap(grant -> check(call, grant));
    }

    private Optional<ToolError> check(ToolCall call, Grant grant) {
        call.writesPerDay(grant.writesPerDay());
        OptionalInt limit = grant.callsPerMinute();
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        UUID agent = call.agent().agentId();
        Instant now = clock.instant();
        return counts.count(agent, grant.projectId(), limit.getAsInt(), now)
                ? Optional.empty()
                : Optional.of(QuotaExceeded.callsPerMinute(limit.getAsInt(), now));
    }
}
