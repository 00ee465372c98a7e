package dc.node.gateway.frontdoor;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.identity.Agent;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Records who was turned away at the door. */
@Component
class DenialTrail {

    private static final int LONGEST_PATH = 200;

    private final AuditStore audit;
    private final Clock clock;

    DenialTrail(AuditStore audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param kind a call of an agent, or an administrative act
     * @param calledTenant whose endpoint was called; it counts where no agent is known
     * @param agent the agent it turned out to be, where it is known
     */
    void record(
            AuditEvent.Kind kind,
            String reason,
            String calledTenant,
            Optional<Agent> agent,
            HttpServletRequest request) {
        String tenant = agent.map(Agent::tenant).orElse(calledTenant);
        AuditEvent.Builder event = AuditEvent.builder(clock.instant(), kind, AuditEvent.Decision.DENY, reason, tenant)
                .client(request.getRemoteAddr(), Optional.empty())
                .detail(request.getMethod() + " " + path(request));
        agent.ifPresent(known -> event.agent(known.id(), known.ownerUserId()));
        audit.insert(event.build());
    }

    /** As it was sent, which is plain ASCII, and without the query. */
    private static String path(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH);
    }
}
