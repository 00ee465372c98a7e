package dc.node.gateway.tools;

import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.targets.Target;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Project;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerException;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Asks Tasker, briefly, what a write is about where that has not been seen before; once for each issue and project, for the
 * answer is remembered. Comes behind all checks that can do without, the quota among them. A read meets its issue itself.
 */
@Component
class LookUpTarget implements Stage {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final TargetStore targets;
    private final Tasker tasker;

    LookUpTarget(TargetStore targets, Tasker tasker) {
        this.targets = targets;
        this.tasker = tasker;
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        if (!call.tool().write() || call.projectNamed()) {
            return Optional.empty();
        }
        Target target = call.target();
        if (target.projectId().isEmpty() && target.issueId().isPresent()) {
            return lookUpIssue(call, target.issueId().get());
        }
        nameProject(call, target);
        return Optional.empty();
    }

    private Optional<ToolError> lookUpIssue(ToolCall call, UUID issueId) {
        try {
            Issue issue = tasker.issue(
                    call.toTasker(LIMIT), issueId, call.agent().grants().keySet());
            targets.rememberIssues(List.of(issue));
            Target target = new Target(Optional.of(issue.projectId()), Optional.of(issueId), issue.key());
            call.target(target, targets.findProjectIdentifier(issue.projectId()).isPresent());
            if (!call.projectNamed()) {
                nameProject(call, target);
            }
            return Optional.empty();
        } catch (TaskerRejectedException e) {
            return Optional.of(ToolError.notFound());
        } catch (TaskerUnavailableException e) {
            // Accepted if any grant would do; the activity asks again before it writes.
            return Optional.empty();
        }
    }

    /** By a project's identifier a write is found in Temporal. A project that is not granted is none of Tasker's business. */
    private void nameProject(ToolCall call, Target target) {
        Optional<UUID> project =
                target.projectId().filter(id -> call.agent().grantFor(id).isPresent());
        if (project.isEmpty()) {
            return;
        }
        try {
            List<Project> projects = tasker.projects(call.toTasker(LIMIT), List.of(project.get()));
            targets.rememberProjects(projects);
            if (target.issueId().isEmpty() && !projects.isEmpty()) {
                Target named = new Target(
                        project, Optional.empty(), projects.getFirst().identifier());
                call.target(named, true);
            }
        } catch (TaskerException e) {
            // Only the name it goes by in Temporal: the write itself can do without.
            return;
        }
    }
}
