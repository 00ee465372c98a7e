package dc.node.gateway.tools;

import dc.node.gateway.audit.AuditEvent.Decision;
import dc.node.gateway.identity.AuthenticatedAgent;
import dc.node.gateway.mcp.CallProgress;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.problem.DatabaseOutage;
import dc.node.gateway.tools.catalogue.ToolCatalogue;
import dc.node.gateway.tools.catalogue.ToolDefinition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way of one call, for MCP and REST alike. The caller is authenticated before it comes here; each call that ends is
 * audited, and no database connection is held while Tasker or Temporal is waited for.
 */
@Component
public class ToolRuntime {

    private static final Logger log = LoggerFactory.getLogger(ToolRuntime.class);

    private final ToolCatalogue catalogue;
    private final List<Stage> stages;
    private final ReadExecutor reads;
    private final WriteExecutor writes;
    private final CallAudit audit;
    private final CallMeters meters;
    private final Clock clock;

    ToolRuntime(
            ToolCatalogue catalogue,
            CheckScope checkScope,
            ValidateArguments validateArguments,
            ResolveTarget resolveTarget,
            CheckGrant checkGrant,
            CheckQuota checkQuota,
            LookUpTarget lookUpTarget,
            ReadExecutor reads,
            WriteExecutor writes,
            CallAudit audit,
            CallMeters meters,
            Clock clock) {
        this.catalogue = catalogue;
        // The grant is checked twice: before Tasker is asked, and where only Tasker knew the project.
        this.stages =
                List.of(checkScope, validateArguments, resolveTarget, checkGrant, checkQuota, lookUpTarget, checkGrant);
        this.reads = reads;
        this.writes = writes;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /** The tools this agent may call in at least one project, in the contract's order. */
    public List<ToolDefinition> list(AuthenticatedAgent agent) {
        return catalogue.all().stream()
                .filter(tool -> agent.holdsInSomeProject(tool.scopes()))
                .toList();
    }

    /**
     * Calls a tool. Everything that can go wrong is an outcome, but for faults of the gateway itself.
     *
     * @param progress is told while a write is waited for
     */
    public ToolOutcome call(
            AuthenticatedAgent agent, String name, ObjectNode arguments, CallSource source, CallProgress progress) {
        long began = System.nanoTime();
        Optional<ToolDefinition> tool = catalogue.find(name);
        try {
            ToolOutcome outcome = answer(agent, name, tool, arguments, source, progress);
            meters.answered(tool, outcome, since(began));
            return outcome;
        } catch (RuntimeException e) {
            meters.failed(tool, since(began));
            throw e;
        }
    }

    private ToolOutcome answer(
            AuthenticatedAgent agent,
            String name,
            Optional<ToolDefinition> tool,
            ObjectNode arguments,
            CallSource source,
            CallProgress progress) {
        Instant receivedAt = clock.instant();
        try {
            if (tool.isEmpty()) {
                audit.unknownTool(agent, source, receivedAt);
                return new ToolOutcome.UnknownTool(name);
            }
            return run(new ToolCall(agent, tool.get(), arguments, source, progress, receivedAt));
        } catch (RuntimeException e) {
            if (!DatabaseOutage.is(e)) {
                throw e;
            }
            log.warn("The database is out of reach during {} of agent {}", name, agent.agentId(), e);
            return new ToolOutcome.Failure(ToolError.of(
                    ErrorCode.GATEWAY_UNAVAILABLE,
                    "The gateway cannot reach its database. Nothing was written; call again in a few seconds."));
        }
    }

    /**
     * Notes a call that a door refused before it got here, so that it leaves an event like any other.
     *
     * @param reason a code in lower case
     */
    void refusedAtDoor(AuthenticatedAgent agent, CallSource source, String reason) {
        audit.refusedAtDoor(agent, source, clock.instant(), reason);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** A fault of the gateway is audited like any other end, then left to the door to report. */
    private ToolOutcome run(ToolCall call) {
        try {
            return passStages(call);
        } catch (RuntimeException e) {
            if (!DatabaseOutage.is(e)) {
                audit.recordFault(call, e);
            }
            throw e;
        }
    }

    private ToolOutcome passStages(ToolCall call) {
        for (Stage stage : stages) {
            Optional<ToolError> refusal = stage.check(call);
            if (refusal.isPresent()) {
                audit.record(call, Decision.DENY, refusal.get().code().wireName());
                return new ToolOutcome.Failure(refusal.get());
            }
        }
        return call.tool().write() ? writes.execute(call) : reads.execute(call);
    }
}
