package dc.node.gateway.admin.provider;

import com.github.f4b6a3.uuid.UuidCreator;
import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.admin.Paging;
import dc.node.gateway.admin.Rules;
import dc.node.gateway.frontdoor.GatewayProperties;
import dc.node.gateway.identity.Administrator;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Identity providers: registered, listed, changed, disabled, which turns their tokens away, enabled, and deleted, which
 * leaves their agents without a subject. Addresses are checked before a transaction begins, for that waits for the DNS.
 */
@RestController
@RequestMapping("/api/v1/mcp/idp-providers")
class IdentityProvidersController {

    private final IdentityProviderStore providers;
    private final BoundAgentStore boundAgents;
    private final ProviderFields fields;
    private final GatewayProperties gateway;
    private final AdminTrail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;

    IdentityProvidersController(
            IdentityProviderStore providers,
            BoundAgentStore boundAgents,
            ProviderFields fields,
            GatewayProperties gateway,
            AdminTrail trail,
            TransactionTemplate transaction,
            Clock clock) {
        this.providers = providers;
        this.boundAgents = boundAgents;
        this.fields = fields;
        this.gateway = gateway;
        this.trail = trail;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Operation(summary = "Register an identity provider for a tenant")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    public IdentityProviderView register(Administrator administrator, @Valid @RequestBody NewIdentityProvider body) {
        IdentityProvider provider = body.toProvider(UuidCreator.getTimeOrderedEpoch(), clock.instant(), gateway::mcpOf);
        fields.requireUsable(provider.issuer(), body.jwksUrl());
        return inTransaction(() -> {
            if (!providers.create(provider)) {
                throw Problems.conflict(
                        "The tenant " + provider.tenant() + " has a provider with this issuer already.");
            }
            trail.recordProvider(administrator, "provider_registered", provider, "issuer " + provider.issuer());
            return IdentityProviderView.of(require(provider.id()));
        });
    }

    @Operation(summary = "List identity providers, oldest first")
    @GetMapping
    public IdentityProviderView.Page list(
            @RequestParam Optional<@Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE) String> tenant,
            @RequestParam Optional<UUID> cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT)
                    @Min(value = 1, message = Paging.MESSAGE)
                    @Max(value = Paging.MOST, message = Paging.MESSAGE)
                    int limit) {
        List<IdentityProvider> found = providers.list(tenant, cursor, limit + 1);
        List<IdentityProvider> page = found.subList(0, Math.min(limit, found.size()));
        return new IdentityProviderView.Page(
                page.stream().map(IdentityProviderView::of).toList(),
                found.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    @Operation(summary = "Show an identity provider")
    @GetMapping("/{id}")
    public IdentityProviderView show(@PathVariable UUID id) {
        return IdentityProviderView.of(require(id));
    }

    @Operation(summary = "Change an identity provider from the next request on")
    @PatchMapping("/{id}")
    public IdentityProviderView change(
            Administrator administrator, @PathVariable UUID id, @Valid @RequestBody IdentityProviderChanges body) {
        if (body.movesKeys()) {
            fields.requireUsable(require(id).issuer(), body.keysUrl());
        }
        return inTransaction(() -> {
            IdentityProvider before = requireForChange(id);
            IdentityProvider after = body.appliedTo(before);
            providers.change(after);
            trail.recordProvider(administrator, "provider_changed", before, difference(before, after));
            return IdentityProviderView.of(require(id));
        });
    }

    @Operation(summary = "Disable an identity provider: its tokens are refused")
    @PostMapping("/{id}/disable")
    public IdentityProviderView disable(Administrator administrator, @PathVariable UUID id) {
        return inTransaction(() -> {
            IdentityProvider before = requireForChange(id);
            providers.disable(id, clock.instant());
            trail.recordProvider(administrator, "provider_disabled", before, "issuer " + before.issuer());
            return IdentityProviderView.of(require(id));
        });
    }

    @Operation(summary = "Enable a disabled identity provider")
    @PostMapping("/{id}/enable")
    public IdentityProviderView enable(Administrator administrator, @PathVariable UUID id) {
        return inTransaction(() -> {
            IdentityProvider before = requireForChange(id);
            providers.enable(id);
            trail.recordProvider(administrator, "provider_enabled", before, "issuer " + before.issuer());
            return IdentityProviderView.of(require(id));
        });
    }

    @Operation(summary = "Delete an identity provider and unbind its agents, which stay")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(Administrator administrator, @PathVariable UUID id) {
        transaction.executeWithoutResult(status -> {
            IdentityProvider before = requireForChange(id);
            int unbound = boundAgents.unbindAllOf(id);
            providers.delete(id);
            trail.recordProvider(
                    administrator,
                    "provider_deleted",
                    before,
                    "issuer %s; agents unbound: %d".formatted(before.issuer(), unbound));
        });
    }

    private IdentityProviderView inTransaction(Supplier<IdentityProviderView> act) {
        return transaction.execute(status -> act.get());
    }

    private IdentityProvider require(UUID id) {
        return providers.find(id).orElseThrow(() -> unknown(id));
    }

    private IdentityProvider requireForChange(UUID id) {
        return providers.findForChange(id).orElseThrow(() -> unknown(id));
    }

    private static RuntimeException unknown(UUID id) {
        return Problems.notFound("There is no identity provider with the id " + id + ".");
    }

    private static String difference(IdentityProvider before, IdentityProvider after) {
        return "from %s to %s".formatted(changeable(before), changeable(after));
    }

    private static String changeable(IdentityProvider provider) {
        return "[name %s, jwks_url %s, audience %s, algorithms %s, clock_skew_seconds %d]"
                .formatted(
                        provider.name(),
                        provider.jwksUrl().orElse("by discovery"),
                        provider.audience(),
                        IdentityProviderView.of(provider).algorithms(),
                        provider.clockSkew().toSeconds());
    }
}
