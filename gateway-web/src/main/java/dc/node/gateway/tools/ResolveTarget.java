package dc.node.gateway.tools;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.targets.KnownIssue;
import dc.node.gateway.targets.Target;
import dc.node.gateway.targets.TargetStore;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds out which project a call is about, from what Tasker said before; the caller is never believed. So calls that will be
 * refused do not reach Tasker. What is not known yet stays open, for {@link LookUpTarget}.
 */
@Component
class ResolveTarget implements Stage {

    private final TargetStore targets;
    private final WorkSessionStore sessions;

    ResolveTarget(TargetStore targets, WorkSessionStore sessions) {
        this.targets = targets;
        this.sessions = sessions;
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        if (call.tool().name().equals(SessionRules.FINISH)) {
            return resolveSession(call);
        }
        Optional<UUID> issueId = call.id("issue_id");
        if (issueId.isPresent()) {
            resolveIssue(call, issueId.get());
        } else {
            call.id("project_id").ifPresent(projectId -> resolveProject(call, projectId));
        }
        return Optional.empty();
    }

    private Optional<ToolError> resolveSession(ToolCall call) {
        Optional<WorkSession> session = sessions.find(call.id("session_id").orElseThrow())
                .filter(found -> found.agentId().equals(call.agent().agentId()));
        session.ifPresent(found -> call.target(
                new Target(found.projectId(), found.issueId().or(() -> call.id("issue_id")), found.targetLabel()),
                true));
        return session.isPresent()
                ? Optional.empty()
                : Optional.of(ToolError.of(
                        ErrorCode.NOT_FOUND,
                        "You have no such work session. tasker_get_agent_instructions lists the open ones."));
    }

    private void resolveIssue(ToolCall call, UUID issueId) {
        Optional<KnownIssue> known =
                call.tool().write() ? targets.findIssue(issueId) : targets.recallIssue(issueId, openTo(call));
        Target target = new Target(
                known.map(KnownIssue::projectId),
                Optional.of(issueId),
                known.map(KnownIssue::key).orElseGet(issueId::toString));
        call.target(target, known.filter(KnownIssue::projectSeen).isPresent());
    }

    /** The projects in which the caller holds the tool's scopes. */
    private static Set<UUID> openTo(ToolCall call) {
        return call.agent().grantsWith(call.tool().scopes()).stream()
                .map(Grant::projectId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void resolveProject(ToolCall call, UUID projectId) {
        Optional<String> identifier = targets.findProjectIdentifier(projectId);
        Target target = new Target(Optional.of(projectId), Optional.empty(), identifier.orElseGet(projectId::toString));
        call.target(target, identifier.isPresent());
    }
}
