package dc.node.gateway.admin.agent;

import com.github.f4b6a3.uuid.UuidCreator;
import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.admin.Paging;
import dc.node.gateway.admin.Rules;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.AgentStore;
import dc.node.gateway.identity.BoundAgent;
import dc.node.gateway.identity.BoundAgentStore;
import dc.node.gateway.identity.provider.IdentityProvider;
import dc.node.gateway.identity.provider.IdentityProviderStore;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Agents that come with tokens of an identity provider. In all else they are agents as the others. */
@RestController
@RequestMapping("/api/v1/mcp/agents")
class BoundAgentsController {

    private final IdentityProviderStore providers;
    private final AgentStore agents;
    private final BoundAgentStore boundAgents;
    private final AdminTrail trail;
    private final Clock clock;

    BoundAgentsController(
            IdentityProviderStore providers,
            AgentStore agents,
            BoundAgentStore boundAgents,
            AdminTrail trail,
            Clock clock) {
        this.providers = providers;
        this.agents = agents;
        this.boundAgents = boundAgents;
        this.trail = trail;
        this.clock = clock;
    }

    @Operation(summary = "Make an agent and bind it to a provider's subject")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public BoundAgentView create(Administrator administrator, @Valid @RequestBody NewBoundAgent body) {
        IdentityProvider provider = providers
                .findForChange(body.providerId())
                .orElseThrow(() ->
                        Problems.notFound("There is no identity provider with the id " + body.providerId() + "."));
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        agents.create(id, provider.tenant(), body.ownerUserId(), body.ownerEmail(), body.displayName(), now);
        if (!boundAgents.bind(provider.id(), body.subject(), id, now)) {
            throw Problems.conflict("An agent is bound to this subject of the provider already.");
        }
        BoundAgent bound = require(id);
        trail.record(
                administrator,
                "agent_created",
                bound.agent(),
                "%s; bound to provider %s".formatted(bound.agent().displayName(), provider.id()));
        return BoundAgentView.of(bound);
    }

    @Operation(summary = "List bound agents, oldest first")
    @GetMapping
    public BoundAgentView.Page list(
            @RequestParam(name = "provider_id") Optional<UUID> providerId,
            @RequestParam Optional<@Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE) String> tenant,
            @RequestParam Optional<UUID> cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT)
                    @Min(value = 1, message = Paging.MESSAGE)
                    @Max(value = Paging.MOST, message = Paging.MESSAGE)
                    int limit) {
        List<BoundAgent> found = boundAgents.list(providerId, tenant, cursor, limit + 1);
        List<BoundAgent> page = found.subList(0, Math.min(limit, found.size()));
        return new BoundAgentView.Page(
                page.stream().map(BoundAgentView::of).toList(),
                found.size() > limit ? Optional.of(page.getLast().agent().id()) : Optional.empty());
    }

    @Operation(summary = "Show a bound agent")
    @GetMapping("/{id}")
    public BoundAgentView show(@PathVariable UUID id) {
        return BoundAgentView.of(require(id));
    }

    /** Frees the subject. The agent stays, for the trail names it, and may have tokens of the gateway. */
    @Operation(summary = "Unbind an agent, which stays")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void unbind(Administrator administrator, @PathVariable UUID id) {
        BoundAgent bound = require(id);
        boundAgents.unbind(id);
        trail.record(administrator, "agent_unbound", bound.agent(), "from provider " + bound.providerId());
    }

    private BoundAgent require(UUID id) {
        return boundAgents
                .find(id)
                .orElseThrow(
                        () -> Problems.notFound("No agent with the id " + id + " is bound to a provider's subject."));
    }
}
