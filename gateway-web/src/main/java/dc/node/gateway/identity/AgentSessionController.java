package dc.node.gateway.identity;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.identity.Credential.GatewayToken;
import dc.node.gateway.identity.Credential.ProviderToken;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells an agent who it is, and gives it a new token for the one it came with. */
@RestController
@RequestMapping("/api/v1/agent-session")
class AgentSessionController {

    /** How long an agent has to put its new token in the place of the old one. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final TokenRotation rotation;
    private final AuditStore audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AgentSessionController(TokenRotation rotation, AuditStore audit, TransactionTemplate transactions, Clock clock) {
        this.rotation = rotation;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Operation(summary = "Who the calling agent is and what it may do")
    @GetMapping
    public AgentSession show(AuthenticatedAgent agent) {
        return AgentSession.of(agent);
    }

    @Operation(
            summary =
                    "Replace the token of this call by a new one, shown this once; the old one goes on for ten minutes")
    @PostMapping("/rotate")
    public ResponseEntity<IssuedToken> rotate(AuthenticatedAgent agent, HttpServletRequest request) {
        try {
            return transactions.execute(status -> rotated(agent, request)).toResponse();
        } catch (ErrorResponseException refusal) {
            audit.insert(event(agent, request, AuditEvent.Decision.DENY, "rotation_refused")
                    .detail(String.valueOf(refusal.getBody().getDetail()))
                    .build());
            throw refusal;
        }
    }

    private IssuedToken rotated(AuthenticatedAgent agent, HttpServletRequest request) {
        UUID tokenId = gatewayToken(agent);
        IssuedToken successor = rotation.rotateOwn(agent.agentId(), tokenId, OVERLAP);
        audit.insert(event(agent, request, AuditEvent.Decision.ALLOW, "token_rotated")
                .detail("token %s, replaced by %s; overlap %d min"
                        .formatted(tokenId, successor.id(), OVERLAP.toMinutes()))
                .build());
        return successor;
    }

    private AuditEvent.Builder event(
            AuthenticatedAgent agent, HttpServletRequest request, AuditEvent.Decision decision, String reason) {
        return AuditEvent.builder(clock.instant(), AuditEvent.Kind.ADMIN, decision, reason, agent.tenant())
                .agent(agent.agentId(), agent.ownerUserId())
                .actor("agent")
                .client(request.getRemoteAddr(), Optional.empty());
    }

    private static UUID gatewayToken(AuthenticatedAgent agent) {
        return switch (agent.credential()) {
            case GatewayToken token -> token.id();
            case ProviderToken token ->
                throw Problems.conflict(
                        "This token is of an identity provider, so this gateway cannot rotate it. Get a new one there.");
        };
    }
}
