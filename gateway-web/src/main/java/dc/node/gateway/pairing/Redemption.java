package dc.node.gateway.pairing;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.frontdoor.DenialTrail;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.IssuedToken;
import dc.node.gateway.identity.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Exchanges a code for a token, once, and records each attempt. */
@Component
class Redemption {

    private final PairingCodeStore codes;
    private final TokenIssuer issuer;
    private final AuditStore audit;
    private final DenialTrail denials;
    private final Clock clock;

    Redemption(PairingCodeStore codes, TokenIssuer issuer, AuditStore audit, DenialTrail denials, Clock clock) {
        this.codes = codes;
        this.issuer = issuer;
        this.audit = audit;
        this.denials = denials;
        this.clock = clock;
    }

    /** A token and what its device needs beside it. */
    record Paired(IssuedToken token, UUID agentId, String tenant) {}

    /**
     * One transaction: the code is used up exactly if the token is issued. A code that is unknown, expired, used or revoked,
     * or whose agent may not act, costs the same statements and is told apart in the trail only.
     *
     * @param address who asks
     * @return empty when the code is not good
     */
    @Transactional
    public Optional<Paired> redeem(PairingCode code, String deviceName, String address) {
        Instant now = clock.instant();
        Optional<PairingCodeStore.Redeemed> redeemed = codes.redeem(code, now);
        if (redeemed.isEmpty()) {
            recordRefusal(codes.refusal(code, now), address, now);
            return Optional.empty();
        }
        return redeemed.map(pairing -> pair(pairing, deviceName, address, now));
    }

    private Paired pair(PairingCodeStore.Redeemed pairing, String deviceName, String address, Instant now) {
        IssuedToken token = issuer.issue(
                pairing.agentId(), pairing.tokenName().orElse(deviceName), Duration.ofDays(pairing.tokenDays()));
        audit.insert(
                PairingEvents.event(AuditEvent.Decision.ALLOW, "pairing_code_redeemed", pairing.tenant(), address, now)
                        .agent(pairing.agentId(), pairing.ownerUserId())
                        .detail("pairing code %s; token %s; device %s".formatted(pairing.id(), token.id(), deviceName))
                        .build());
        return new Paired(token, pairing.agentId(), pairing.tenant());
    }

    private void recordRefusal(PairingCodeStore.Refusal refusal, String address, Instant now) {
        String tenant = refusal.holder().map(PairingCodeStore.Holder::tenant).orElse(Agent.DEFAULT_TENANT);
        AuditEvent.Builder event =
                PairingEvents.event(AuditEvent.Decision.DENY, refusal.reason(), tenant, address, now);
        refusal.holder().ifPresent(holder -> event.agent(holder.agentId(), holder.ownerUserId()));
        denials.record(address, event);
    }
}
