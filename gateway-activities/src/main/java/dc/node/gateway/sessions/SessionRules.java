package dc.node.gateway.sessions;

import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.targets.Target;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * How sessions open, take writes and begin to finish. Called inside the transaction that accepts a write, under the agent's
 * lock, so none of it needs Temporal.
 */
@Component
public class SessionRules {

    public static final String START = "tasker_start_work_session";
    public static final String FINISH = "tasker_finish_work_session";

    private static final String WRITE_ELSEWHERE =
            "Leave session_id out to write without a session, or start another with tasker_start_work_session.";
    private static final String NOTHING_TO_FINISH =
            "There is nothing to finish. If there is more to report, start another with tasker_start_work_session.";

    private final WorkSessionStore sessions;
    private final SessionView view;

    public SessionRules(WorkSessionStore sessions, SessionView view) {
        this.sessions = sessions;
        this.view = view;
    }

    /** Opens a session, or refreshes and returns the one that is open on the same target. */
    public WorkSession start(UUID operationId, UUID agentId, Target target, Optional<String> goal, Instant now) {
        Optional<WorkSession> open = sessions.findOpen(agentId, target.projectId(), target.issueId());
        if (open.isPresent()) {
            sessions.touch(open.get().id(), now);
            return open.get();
        }
        WorkSession session = new WorkSession(
                operationId,
                agentId,
                target.projectId(),
                target.issueId(),
                target.label(),
                goal,
                WorkSession.State.OPEN,
                now,
                now,
                now,
                Optional.empty(),
                Optional.empty());
        if (!sessions.insert(session)) {
            throw new CallRefusedException(ToolError.of(
                    ErrorCode.SCOPE_DENIED,
                    "The agent has been disabled or its owner blocked meanwhile, so no session was opened. Ask an"
                            + " administrator of the gateway."));
        }
        return session;
    }

    /** What the answer to a start carries. */
    public ObjectNode startResult(WorkSession session) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.set("session", view.of(session));
        return result;
    }

    /** The session a write belongs to: the one it names, else the open one on its issue or project, else none. */
    public Optional<UUID> take(UUID agentId, Target target, Optional<UUID> named, Instant now) {
        if (named.isEmpty()) {
            return sessions.takeFor(agentId, target.projectId(), target.issueId(), now);
        }
        WorkSession session = requireTaking(requireOpen(agentId, named.get(), WRITE_ELSEWHERE), target);
        sessions.touch(session.id(), now);
        return named;
    }

    /**
     * From here on the session takes no new writes.
     *
     * @param issueId the issue the finish names; on a session that is on an issue, only that one
     */
    public UUID beginFinish(UUID agentId, UUID sessionId, Optional<UUID> issueId) {
        WorkSession session = requireOpen(agentId, sessionId, NOTHING_TO_FINISH);
        if (session.issueId().isPresent()
                && issueId.isPresent()
                && !session.issueId().equals(issueId)) {
            throw new CallRefusedException(ToolError.validation(
                    "issue_id",
                    "This session is on " + session.targetLabel()
                            + " and reports to that issue only. Leave issue_id out."));
        }
        sessions.beginFinish(session.id());
        return session.id();
    }

    private WorkSession requireOpen(UUID agentId, UUID sessionId, String whatToDo) {
        WorkSession session = sessions.find(sessionId)
                .filter(found -> found.agentId().equals(agentId))
                .orElseThrow(() -> new CallRefusedException(ToolError.of(
                                ErrorCode.NOT_FOUND,
                                "You have no such work session. tasker_get_agent_instructions lists the open ones.")
                        .with("session_id", sessionId.toString())));
        if (session.state() != WorkSession.State.OPEN) {
            throw notOpen(session, whatToDo);
        }
        return session;
    }

    private static CallRefusedException notOpen(WorkSession session, String whatToDo) {
        String state = session.state().name().toLowerCase(Locale.ROOT);
        String why =
                session.closedBecause().map(because -> " (" + because + ")").orElse("");
        return new CallRefusedException(
                ToolError.of(ErrorCode.SESSION_NOT_OPEN, "This session is " + state + why + ". " + whatToDo)
                        .with("session_id", session.id().toString()));
    }

    private static WorkSession requireTaking(WorkSession session, Target target) {
        boolean takes = session.issueId().isPresent()
                ? session.issueId().equals(target.issueId())
                : target.projectId().isEmpty() || session.projectId().equals(target.projectId());
        if (!takes) {
            throw new CallRefusedException(ToolError.validation(
                    "session_id",
                    "This session is on " + session.targetLabel()
                            + " and takes no write elsewhere. Leave session_id out."));
        }
        return session;
    }
}
