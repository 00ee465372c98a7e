package dc.node.gateway.admin.agent;

import com.github.f4b6a3.uuid.UuidCreator;
import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.pairing.IssuedPairing;
import dc.node.gateway.pairing.PairingCode;
import dc.node.gateway.pairing.PairingCodeStore;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The codes by which a device of an agent gets a token of its own. */
@RestController
@RequestMapping("/api/v1/agents/{id}/pairing-codes")
class PairingCodesController {

    /** Long enough to read a code aloud and type it. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final PairingCodeStore codes;
    private final AgentFinder finder;
    private final AdminTrail trail;
    private final SecureRandom random;
    private final Clock clock;

    PairingCodesController(
            PairingCodeStore codes, AgentFinder finder, AdminTrail trail, SecureRandom random, Clock clock) {
        this.codes = codes;
        this.finder = finder;
        this.trail = trail;
        this.random = random;
        this.clock = clock;
    }

    @Operation(summary = "Make a pairing code, which is shown this once")
    @PostMapping
    @Transactional
    public ResponseEntity<PairingCodeView.Issued> issue(
            Administrator administrator,
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable NewPairingCode body) {
        Agent agent = finder.require(id);
        NewPairingCode wanted = Objects.requireNonNullElse(body, NewPairingCode.EMPTY);
        UUID codeId = UuidCreator.getTimeOrderedEpoch();
        PairingCode code = PairingCode.mint(random);
        Instant now = clock.instant();
        Instant expiresAt = now.plus(GOOD_FOR).truncatedTo(ChronoUnit.SECONDS);
        codes.create(codeId, agent.id(), code, wanted.tokenName(), wanted.tokenDays(), now, expiresAt);
        trail.record(administrator, "pairing_code_issued", agent, "pairing code " + codeId);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new PairingCodeView.Issued(codeId, code.reveal(), expiresAt));
    }

    @Operation(summary = "List an agent's pairing codes of the last day, without the codes themselves")
    @GetMapping
    public PairingCodeView.Collection list(@PathVariable UUID id) {
        Agent agent = finder.require(id);
        return new PairingCodeView.Collection(
                codes.list(agent.id()).stream().map(PairingCodeView::of).toList());
    }

    @Operation(summary = "Revoke a pairing code that has not been redeemed")
    @DeleteMapping("/{code_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void revoke(Administrator administrator, @PathVariable UUID id, @PathVariable("code_id") UUID codeId) {
        Agent agent = finder.require(id);
        IssuedPairing code = codes.revoke(agent.id(), codeId, clock.instant())
                .orElseThrow(() -> Problems.notFound("The agent has no pairing code with the id " + codeId + "."));
        if (code.redeemedAt().isPresent()) {
            throw Problems.conflict("This pairing code was redeemed already. Revoke the token it gave.");
        }
        trail.record(administrator, "pairing_code_revoked", agent, "pairing code " + codeId);
    }
}
