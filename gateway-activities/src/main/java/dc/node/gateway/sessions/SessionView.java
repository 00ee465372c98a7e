package dc.node.gateway.sessions;

import dc.node.gateway.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** A session as agents see it. */
@Component
public class SessionView {

    private final SessionWritesStore writesOf;
    private final SessionProperties properties;

    public SessionView(SessionWritesStore writesOf, SessionProperties properties) {
        this.writesOf = writesOf;
        this.properties = properties;
    }

    public ObjectNode of(WorkSession session) {
        return of(session, writesOf.counts(session.id()));
    }

    public List<ObjectNode> of(List<WorkSession> several) {
        Map<UUID, SessionCounts> counts =
                writesOf.counts(several.stream().map(WorkSession::id).toList());
        return several.stream()
                .map(session -> of(session, counts.getOrDefault(session.id(), SessionCounts.NONE)))
                .toList();
    }

    private ObjectNode of(WorkSession session, SessionCounts counts) {
        ObjectNode view = Json.MAPPER.createObjectNode();
        view.put("id", session.id().toString());
        view.put("agent_id", session.agentId().toString());
        session.projectId().ifPresent(id -> view.put("project_id", id.toString()));
        session.issueId().ifPresent(id -> view.put("issue_id", id.toString()));
        session.goal().ifPresent(goal -> view.put("goal", goal));
        view.put("state", session.state().name().toLowerCase(Locale.ROOT));
        view.put("opened_at", session.openedAt().toString());
        view.put("last_write_at", session.lastWriteAt().toString());
        if (session.endedAt().isEmpty()) {
            view.put("closes_at", properties.closesAt(session).toString());
        }
        ObjectNode writes = view.putObject("writes");
        writes.put("landed", counts.landed());
        writes.put("pending", counts.pending());
        writes.put("rejected", counts.rejected());
        return view;
    }
}
