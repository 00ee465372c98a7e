package dc.node.gateway.admin;

import com.github.f4b6a3.uuid.UuidCreator;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.AgentTokenStore;
import dc.node.gateway.identity.OpaqueToken;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
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

/** The tokens an agent proves itself with. */
@RestController
@RequestMapping("/api/v1/agents/{id}/tokens")
class TokensController {

    private final AgentTokenStore tokens;
    private final AgentFinder finder;
    private final AdminTrail trail;
    private final SecureRandom random;
    private final Clock clock;

    TokensController(AgentTokenStore tokens, AgentFinder finder, AdminTrail trail, SecureRandom random, Clock clock) {
        this.tokens = tokens;
        this.finder = finder;
        this.trail = trail;
        this.random = random;
        this.clock = clock;
    }

    @Operation(summary = "Issue a token, which is shown this once")
    @PostMapping
    @Transactional
    public ResponseEntity<IssuedToken> issue(
            Administrator administrator, @PathVariable UUID id, @Valid @RequestBody NewToken body) {
        Agent agent = finder.require(id);
        UUID tokenId = UuidCreator.getTimeOrderedEpoch();
        OpaqueToken token = OpaqueToken.mint(random);
        Instant now = clock.instant();
        // Whole seconds, so that what is shown now and what the database keeps are the same.
        Instant expiresAt = now.plus(body.lifetime()).truncatedTo(ChronoUnit.SECONDS);
        tokens.create(tokenId, agent.id(), body.name(), token, now, expiresAt);
        trail.record(administrator, "token_issued", agent, "token %s, %s".formatted(tokenId, body.name()));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new IssuedToken(tokenId, token.reveal(), body.name(), expiresAt));
    }

    @Operation(summary = "List an agent's tokens, without the tokens themselves")
    @GetMapping
    public TokenView.Collection list(@PathVariable UUID id) {
        Agent agent = finder.require(id);
        return new TokenView.Collection(
                tokens.list(agent.id()).stream().map(TokenView::of).toList());
    }

    @Operation(summary = "Revoke a token from the next request on")
    @DeleteMapping("/{token_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void revoke(Administrator administrator, @PathVariable UUID id, @PathVariable("token_id") UUID tokenId) {
        Agent agent = finder.require(id);
        if (!tokens.revoke(agent.id(), tokenId, clock.instant())) {
            throw Problems.notFound("The agent has no token with the id " + tokenId + ".");
        }
        trail.record(administrator, "token_revoked", agent, "token " + tokenId);
    }
}
