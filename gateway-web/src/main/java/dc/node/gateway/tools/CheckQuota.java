package dc.node.gateway.tools;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.outcome.QuotaExceeded;
import dc.node.gateway.outcome.ToolError;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calls a minute. A call counts in its project; where that is not known, or the call is about all projects, in each that is
 * granted with the tool's scopes, for Tasker will be asked about any of them. It is refused when one of these has none left, and
 * then counts nowhere. So nothing reaches Tasker for an agent whose calls are used up.
 *
 * <p>Writes a day are counted by the acceptance: it alone knows a new write from one that is repeated.
 */
@Component
class CheckQuota implements Stage {

    /** Answered from what the gateway has itself; and it tells an agent which limits it has. */
    private static final String INSTRUCTIONS = "tasker_get_agent_instructions";

    private final CallCountStore counts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    CheckQuota(CallCountStore counts, TransactionTemplate transactions, Clock clock) {
        this.counts = counts;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        SortedMap<UUID, Integer> limits = limits(concerned(call));
        if (limits.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return count(call.agent().agentId(), limits, now)
                .map(project -> QuotaExceeded.callsPerMinute(
                        project, requireNonNull(limits.get(project), "a project asked for"), now));
    }

    private static Collection<Grant> concerned(ToolCall call) {
        if (call.tool().name().equals(INSTRUCTIONS)) {
            return List.of();
        }
        return call.target()
                .projectId()
                .<Collection<Grant>>map(
                        project -> call.agent().grantFor(project).stream().toList())
                .orElseGet(() -> call.agent().grantsWith(call.tool().scopes()));
    }

    private static SortedMap<UUID, Integer> limits(Collection<Grant> grants) {
        SortedMap<UUID, Integer> limits = new TreeMap<>();
        grants.forEach(grant -> grant.callsPerMinute().ifPresent(limit -> limits.put(grant.projectId(), limit)));
        return limits;
    }

    /** Counts in all of these or in none, and names one that is used up. */
    private Optional<UUID> count(UUID agent, SortedMap<UUID, Integer> limits, Instant now) {
        return transactions.execute(status -> {
            Optional<UUID> usedUp = counts.count(agent, limits, now);
            if (usedUp.isPresent()) {
                status.setRollbackOnly();
            }
            return usedUp;
        });
    }
}
