package dc.node.gateway.frontdoor;

import dc.node.gateway.audit.AuditBuffer;
import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditProperties;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.identity.Agent;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records who was turned away, at the door or with a pairing code: the first 60 of an address in each minute one by one before they are answered,
 * the others as one event with their number when the minute has ended, so that guessing does not fill the table.
 */
@Component
public class DenialTrail implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DenialTrail.class);
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final AuditStore audit;
    private final AuditBuffer soon;
    private final DenialCounts counts;
    private final Clock clock;

    DenialTrail(AuditStore audit, AuditBuffer soon, AuditProperties properties, Clock clock) {
        this.audit = audit;
        this.soon = soon;
        this.counts = new DenialCounts(properties.denialsPerMinute(), clock.instant());
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
                .detail(method(request) + " " + ShownPath.of(request.getRequestURI()));
        agent.ifPresent(known -> event.agent(known.id(), known.ownerUserId()));
        record(request.getRemoteAddr(), event);
    }

    /**
     * Records a refusal of somebody at this address, unless it has had enough of them in this minute: then it is only counted.
     *
     * @throws DataAccessException when the database is out of reach
     */
    public void record(String address, AuditEvent.Builder refusal) {
        if (counts.countsAlone(address)) {
            audit.insert(refusal.build());
        }
    }

    /** Hands on what was only counted, once its minute has ended. */
    @Scheduled(fixedDelay = 1_000)
    void endMinute() {
        hand(counts.takeEnded(clock.instant()));
    }

    @Override
    public void destroy() {
        hand(counts.takeAll(clock.instant()));
    }

    private void hand(List<DenialCounts.Excess> counted) {
        try {
            counted.forEach(excess -> soon.add(event(excess)));
        } catch (DataAccessException e) {
            log.error(
                    "Up to {} audit events with counted denials are lost: the database is out of reach and the buffer full",
                    counted.size(),
                    e);
        }
    }

    private AuditEvent event(DenialCounts.Excess excess) {
        return AuditEvent.builder(
                        clock.instant(),
                        AuditEvent.Kind.CALL,
                        AuditEvent.Decision.DENY,
                        "denials_counted",
                        Agent.DEFAULT_TENANT)
                .client(excess.origin(), Optional.empty())
                .detail("%d more in the minute from %s".formatted(excess.count(), excess.minute()))
                .build();
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "*";
    }
}
