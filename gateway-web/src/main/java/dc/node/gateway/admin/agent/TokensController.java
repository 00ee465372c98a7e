package dc.node.gateway.admin.agent;

import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.AgentTokenStore;
import dc.node.gateway.identity.IssuedToken;
import dc.node.gateway.identity.TokenIssuer;
import dc.node.gateway.identity.TokenRotation;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    /** Of all that a token was replaced by; the tokens themselves are listed with who replaced whom. */
    private static final int MOST_NAMED = 10;

    private final AgentTokenStore tokens;
    private final TokenIssuer issuer;
    private final TokenRotation rotation;
    private final AgentFinder finder;
    private final AdminTrail trail;
    private final Clock clock;

    TokensController(
            AgentTokenStore tokens,
            TokenIssuer issuer,
            TokenRotation rotation,
            AgentFinder finder,
            AdminTrail trail,
            Clock clock) {
        this.tokens = tokens;
        this.issuer = issuer;
        this.rotation = rotation;
        this.finder = finder;
        this.trail = trail;
        this.clock = clock;
    }

    @Operation(summary = "Issue a token, which is shown this once")
    @PostMapping
    @Transactional
    public ResponseEntity<IssuedToken> issue(
            Administrator administrator, @PathVariable UUID id, @Valid @RequestBody NewToken body) {
        Agent agent = finder.require(id);
        IssuedToken token = issuer.issue(agent.id(), body.name(), body.lifetime());
        trail.record(administrator, "token_issued", agent, "token %s, %s".formatted(token.id(), token.name()));
        return token.toResponse();
    }

    /** Without a body, the old token goes on for ten minutes. */
    @Operation(summary = "Replace a token by a new one, which is shown this once; the old one goes on for a while")
    @PostMapping("/{token_id}/rotate")
    @Transactional
    public ResponseEntity<IssuedToken> rotate(
            Administrator administrator,
            @PathVariable UUID id,
            @PathVariable("token_id") UUID tokenId,
            @Valid @RequestBody(required = false) @Nullable RotationBody body) {
        Agent agent = finder.require(id);
        Duration overlap = Objects.requireNonNullElse(body, RotationBody.EMPTY).overlap();
        IssuedToken successor = rotation.rotate(agent.id(), tokenId, overlap);
        trail.record(
                administrator,
                "token_rotated",
                agent,
                "token %s, replaced by %s; overlap %d min".formatted(tokenId, successor.id(), overlap.toMinutes()));
        return successor.toResponse();
    }

    @Operation(summary = "List an agent's tokens, without the tokens themselves")
    @GetMapping
    public TokenView.Collection list(@PathVariable UUID id) {
        Agent agent = finder.require(id);
        return new TokenView.Collection(
                tokens.list(agent.id()).stream().map(TokenView::of).toList());
    }

    @Operation(summary = "Revoke a token, and all that have come of it by rotation, from the next request on")
    @DeleteMapping("/{token_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void revoke(Administrator administrator, @PathVariable UUID id, @PathVariable("token_id") UUID tokenId) {
        Agent agent = finder.require(id);
        Set<UUID> revoked = tokens.revoke(agent.id(), tokenId, clock.instant());
        if (revoked.isEmpty()) {
            throw Problems.notFound("The agent has no token with the id " + tokenId + ".");
        }
        trail.record(administrator, "token_revoked", agent, detail(tokenId, revoked));
    }

    private static String detail(UUID tokenId, Set<UUID> revoked) {
        List<UUID> successors =
                revoked.stream().filter(id -> !id.equals(tokenId)).sorted().toList();
        String named = successors.stream()
                .limit(MOST_NAMED)
                .map(UUID::toString)
                .collect(Collectors.joining(", ", successors.isEmpty() ? "" : ", and its successors ", ""));
        int others = successors.size() - MOST_NAMED;
        return "token " + tokenId + named + (others > 0 ? " and %d more".formatted(others) : "");
    }
}
