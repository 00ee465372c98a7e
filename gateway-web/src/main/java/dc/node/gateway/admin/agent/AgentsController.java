package dc.node.gateway.admin.agent;

import com.github.f4b6a3.uuid.UuidCreator;
import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.admin.Paging;
import dc.node.gateway.admin.Rules;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.AgentFilter;
import dc.node.gateway.identity.AgentStore;
import dc.node.gateway.ledger.SessionClosing;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Agents: made, listed, renamed, disabled, which closes their work sessions, and enabled. */
@RestController
@RequestMapping("/api/v1/agents")
class AgentsController {

    private final AgentStore agents;
    private final AgentFinder finder;
    private final SessionClosing sessions;
    private final AdminTrail trail;
    private final Clock clock;

    AgentsController(AgentStore agents, AgentFinder finder, SessionClosing sessions, AdminTrail trail, Clock clock) {
        this.agents = agents;
        this.finder = finder;
        this.sessions = sessions;
        this.trail = trail;
        this.clock = clock;
    }

    @Operation(summary = "Make an agent, owned by a human")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public AgentView create(Administrator administrator, @Valid @RequestBody NewAgent body) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        agents.create(
                id, body.tenantOrDefault(), body.ownerUserId(), body.ownerEmail(), body.displayName(), clock.instant());
        Agent agent = finder.require(id);
        trail.record(administrator, "agent_created", agent, agent.displayName());
        return AgentView.of(agent);
    }

    @Operation(summary = "List agents, oldest first")
    @GetMapping
    public AgentView.Page list(
            @RequestParam(name = "owner_user_id")
                    Optional<@Pattern(regexp = Rules.LINE, message = Rules.OWNER_MESSAGE) String> ownerUserId,
            @RequestParam Optional<@Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE) String> tenant,
            @RequestParam Optional<String> state,
            @RequestParam Optional<UUID> cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT)
                    @Min(value = 1, message = Paging.MESSAGE)
                    @Max(value = Paging.MOST, message = Paging.MESSAGE)
                    int limit) {
        AgentFilter filter = new AgentFilter(ownerUserId, tenant, state.map(AgentsController::isActive));
        List<Agent> found = agents.list(filter, cursor, limit + 1);
        List<Agent> page = found.subList(0, Math.min(limit, found.size()));
        return new AgentView.Page(
                page.stream().map(AgentView::of).toList(),
                found.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    @Operation(summary = "Show an agent")
    @GetMapping("/{id}")
    public AgentView show(@PathVariable UUID id) {
        return AgentView.of(finder.require(id));
    }

    @Operation(summary = "Rename an agent")
    @PatchMapping("/{id}")
    @Transactional
    public AgentView rename(Administrator administrator, @PathVariable UUID id, @Valid @RequestBody AgentChanges body) {
        Agent before = finder.require(id);
        agents.rename(id, body.displayName());
        trail.record(
                administrator,
                "agent_renamed",
                before,
                "from %s to %s".formatted(before.displayName(), body.displayName()));
        return AgentView.of(finder.require(id));
    }

    @Operation(summary = "Disable an agent and close its work sessions")
    @PostMapping("/{id}/disable")
    @Transactional
    public AgentView disable(Administrator administrator, @PathVariable UUID id) {
        Agent before = finder.require(id);
        agents.disable(id, clock.instant());
        int closed = sessions.closeAllOf(id);
        trail.record(
                administrator,
                "agent_disabled",
                before,
                "%s; work sessions closed: %d".formatted(before.displayName(), closed));
        return AgentView.of(finder.require(id));
    }

    @Operation(summary = "Enable a disabled agent")
    @PostMapping("/{id}/enable")
    @Transactional
    public AgentView enable(Administrator administrator, @PathVariable UUID id) {
        Agent before = finder.require(id);
        agents.enable(id);
        trail.record(administrator, "agent_enabled", before, before.displayName());
        return AgentView.of(finder.require(id));
    }

    private static boolean isActive(String state) {
        return switch (state) {
            case AgentView.ACTIVE -> true;
            case AgentView.DISABLED -> false;
            default -> throw Problems.invalid("state must be 'active' or 'disabled'.");
        };
    }
}
