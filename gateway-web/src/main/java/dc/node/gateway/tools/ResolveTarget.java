package dc.node.gateway.tools;

import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.targets.KnownIssue;
import dc.node.gateway.targets.Target;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.ActingAgent;
import dc.node.gateway.tasker.Deadline;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Project;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tasker.TaskerException;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds out which project a call is about; the caller is never believed. What Tasker said before is enough, so that writes
 * are accepted while it is away; a write on an issue never seen asks Tasker once, briefly.
 */
@Component
class ResolveTarget implements Stage {

    private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(2);

    private final TargetStore targets;
    private final WorkSessionStore sessions;
    private final Tasker tasker;

    ResolveTarget(TargetStore targets, WorkSessionStore sessions, Tasker tasker) {
        this.targets = targets;
        this.sessions = sessions;
        this.tasker = tasker;
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        if (call.tool().name().equals(SessionRules.FINISH)) {
            return resolveSession(call);
        }
        Optional<UUID> issueId = call.id("issue_id");
        if (issueId.isPresent()) {
            return resolveIssue(call, issueId.get());
        }
        call.id("project_id").ifPresent(projectId -> call.target(project(call, projectId)));
        return Optional.empty();
    }

    private Optional<ToolError> resolveSession(ToolCall call) {
        Optional<WorkSession> session = sessions.find(call.id("session_id").orElseThrow())
                .filter(found -> found.agentId().equals(call.agent().agentId()));
        session.ifPresent(found -> call.target(
                new Target(found.projectId(), found.issueId().or(() -> call.id("issue_id")), found.targetLabel())));
        return session.isPresent()
                ? Optional.empty()
                : Optional.of(ToolError.of(
                        ErrorCode.NOT_FOUND,
                        "You have no such work session. tasker_get_agent_instructions lists the open ones."));
    }

    private Optional<ToolError> resolveIssue(ToolCall call, UUID issueId) {
        Optional<KnownIssue> known = targets.findIssue(issueId);
        call.target(new Target(
                known.map(KnownIssue::projectId),
                Optional.of(issueId),
                known.map(KnownIssue::key).orElseGet(issueId::toString)));
        if (!call.tool().write()) {
            // A read meets the issue itself, and checks its project there.
            return Optional.empty();
        }
        if (known.isPresent()) {
            if (!known.get().projectSeen()) {
                askForProject(call, known.get().projectId());
            }
            return Optional.empty();
        }
        try {
            Issue issue =
                    tasker.issue(lookup(call), issueId, call.agent().grants().keySet());
            targets.rememberIssues(List.of(issue));
            call.target(new Target(Optional.of(issue.projectId()), Optional.of(issueId), issue.key()));
            if (targets.findProjectIdentifier(issue.projectId()).isEmpty()) {
                askForProject(call, issue.projectId());
            }
            return Optional.empty();
        } catch (TaskerRejectedException e) {
            return Optional.of(ToolError.notFound());
        } catch (TaskerUnavailableException e) {
            // Accepted if any grant would do; the activity asks again before it writes.
            return Optional.empty();
        }
    }

    private Target project(ToolCall call, UUID projectId) {
        Optional<String> identifier = targets.findProjectIdentifier(projectId);
        if (identifier.isEmpty() && call.tool().write()) {
            identifier = askForProject(call, projectId);
        }
        return new Target(Optional.of(projectId), Optional.empty(), identifier.orElseGet(projectId::toString));
    }

    /** By its identifier a write is found in Temporal; a project that is not granted is none of Tasker's business. */
    private Optional<String> askForProject(ToolCall call, UUID projectId) {
        if (call.agent().grantFor(projectId).isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Project> projects = tasker.projects(lookup(call), List.of(projectId));
            targets.rememberProjects(projects);
            return projects.stream().map(Project::identifier).findFirst();
        } catch (TaskerException e) {
            // Only the name it goes by in Temporal: the write itself can do without.
            return Optional.empty();
        }
    }

    private static TaskerCall lookup(ToolCall call) {
        ActingAgent agent = new ActingAgent(
                call.agent().agentId(), call.agent().displayName(), call.agent().ownerUserId());
        return new TaskerCall(agent, call.requestId().toString(), Optional.empty(), Deadline.in(LOOKUP_LIMIT));
    }
}
