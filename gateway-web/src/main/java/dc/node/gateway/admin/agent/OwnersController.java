package dc.node.gateway.admin.agent;

import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.admin.Rules;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.BlockedOwnerStore;
import dc.node.gateway.ledger.SessionClosing;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Owners: blocking one stops all of the owner's agents in a tenant at once and closes their work sessions, unblocking lets
 * them go on.
 */
@RestController
@RequestMapping("/api/v1/owners/{owner_user_id}")
class OwnersController {

    private final BlockedOwnerStore blockedOwners;
    private final SessionClosing sessions;
    private final AdminTrail trail;
    private final Clock clock;

    OwnersController(BlockedOwnerStore blockedOwners, SessionClosing sessions, AdminTrail trail, Clock clock) {
        this.blockedOwners = blockedOwners;
        this.sessions = sessions;
        this.trail = trail;
        this.clock = clock;
    }

    @Operation(summary = "Block an owner, which stops all of the owner's agents")
    @PostMapping("/block")
    @Transactional
    public OwnerView block(
            Administrator administrator,
            @PathVariable("owner_user_id") @Pattern(regexp = Rules.OWNER, message = Rules.OWNER_MESSAGE)
                    String ownerUserId,
            @RequestParam(defaultValue = Agent.DEFAULT_TENANT)
                    @Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE)
                    String tenant) {
        blockedOwners.block(tenant, ownerUserId, clock.instant());
        int closed = sessions.closeAllOfOwner(tenant, ownerUserId);
        trail.recordOwner(
                administrator,
                "owner_blocked",
                tenant,
                ownerUserId,
                "owner %s; work sessions closed: %d".formatted(ownerUserId, closed));
        return new OwnerView(ownerUserId, tenant, true);
    }

    @Operation(summary = "Unblock an owner")
    @PostMapping("/unblock")
    @Transactional
    public OwnerView unblock(
            Administrator administrator,
            @PathVariable("owner_user_id") @Pattern(regexp = Rules.OWNER, message = Rules.OWNER_MESSAGE)
                    String ownerUserId,
            @RequestParam(defaultValue = Agent.DEFAULT_TENANT)
                    @Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE)
                    String tenant) {
        blockedOwners.unblock(tenant, ownerUserId);
        trail.recordOwner(administrator, "owner_unblocked", tenant, ownerUserId, "owner " + ownerUserId);
        return new OwnerView(ownerUserId, tenant, false);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record OwnerView(String ownerUserId, String tenant, boolean blocked) {}
}
