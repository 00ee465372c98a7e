package dc.node.gateway.admin;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditFilter;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.provider.IdentityProvider;
import dc.node.gateway.sessions.SessionOverview;
import dc.node.gateway.sessions.WorkSession;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Records administrative acts, in the transaction of the act itself: both are kept, or neither. */
@Component
public class AdminTrail {

    private final AuditStore audit;
    private final Clock clock;

    AdminTrail(AuditStore audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** An act on an agent. */
    public void record(Administrator by, String act, Agent agent, String detail) {
        audit.insert(event(by, act, agent.tenant())
                .agent(agent.id(), agent.ownerUserId())
                .detail(detail)
                .build());
    }

    /** An act on what an agent may do in a project. */
    public void record(Administrator by, String act, Agent agent, UUID project, String detail) {
        audit.insert(event(by, act, agent.tenant())
                .agent(agent.id(), agent.ownerUserId())
                .target(Optional.of(project), Optional.empty())
                .detail(detail)
                .build());
    }

    /** An act on a session of an agent. */
    public void record(Administrator by, String act, SessionOverview overview, String detail) {
        WorkSession session = overview.session();
        audit.insert(event(by, act, overview.tenant())
                .agent(session.agentId(), overview.ownerUserId())
                .target(session.projectId(), session.issueId())
                .operation(session.id())
                .detail(detail)
                .build());
    }

    /** An act on an owner, and so on all of the owner's agents. */
    public void recordOwner(Administrator by, String act, String tenant, String ownerUserId, String detail) {
        audit.insert(event(by, act, tenant).owner(ownerUserId).detail(detail).build());
    }

    /** An act on the guide of a tenant or of a project. */
    public void recordGuide(Administrator by, String act, String tenant, Optional<UUID> project, String detail) {
        audit.insert(event(by, act, tenant)
                .target(project, Optional.empty())
                .detail(detail)
                .build());
    }

    /** A copy of the trail that was taken. */
    public void recordExport(Administrator by, AuditFilter filter) {
        AuditEvent.Builder event = event(by, "audit_exported", filter.tenant().orElse(Agent.DEFAULT_TENANT));
        String detail = filter.described();
        audit.insert(event.detail(detail.isEmpty() ? "everything" : detail).build());
    }

    /** An act on an identity provider. */
    public void recordProvider(Administrator by, String act, IdentityProvider provider, String detail) {
        audit.insert(event(by, act, provider.tenant())
                .detail("provider %s, %s; %s".formatted(provider.id(), provider.name(), detail))
                .build());
    }

    private AuditEvent.Builder event(Administrator by, String act, String tenant) {
        return AuditEvent.builder(clock.instant(), AuditEvent.Kind.ADMIN, AuditEvent.Decision.ALLOW, act, tenant)
                .actor(by.name())
                .client(by.address(), Optional.empty());
    }
}
