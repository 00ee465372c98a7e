package dc.node.gateway.writes;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.sessions.RejectedWrite;
import dc.node.gateway.sessions.SessionCounts;
import dc.node.gateway.sessions.SessionView;
import dc.node.gateway.sessions.SessionWritesStore;
import dc.node.gateway.sessions.TouchedIssue;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.tasker.ExternalId;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.IssueChanges;
import dc.node.gateway.tasker.TaskerLacksException;
import dc.node.gateway.tasker.TaskerRejectedException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tasker_finish_work_session}: a summary comment, and in one change of the layout an implementation note and ticked
 * items, behind everything the session wrote before. A part that is refused for good does not stop the others; the result
 * names it.
 */
@Component
class FinishWorkSession implements WriteTool {

    private final WorkSessionStore sessions;
    private final SessionWritesStore sessionWrites;
    private final SessionView view;
    private final LayoutEditor layouts;
    private final Clock clock;

    FinishWorkSession(
            WorkSessionStore sessions,
            SessionWritesStore sessionWrites,
            SessionView view,
            LayoutEditor layouts,
            Clock clock) {
        this.sessions = sessions;
        this.sessionWrites = sessionWrites;
        this.view = view;
        this.layouts = layouts;
        this.clock = clock;
    }

    record Arguments(
            UUID sessionId,
            String summary,
            Optional<String> validationNotes,
            Optional<String> outcome,
            Optional<UUID> issueId,
            Optional<List<CheckedItem>> checkedItems) {}

    record CheckedItem(String blockId, String itemId) {}

    @Override
    public String name() {
        return "tasker_finish_work_session";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_COMMENT, Scope.ISSUE_STRUCTURED_BLOCKS_WRITE);
    }

    @Override
    public void check(ObjectNode arguments) {}

    @Override
    public WriteResult apply(Attempt attempt) {
        Arguments arguments = attempt.arguments(Arguments.class);
        WorkSession session = sessions.find(arguments.sessionId()).orElseThrow();
        requireUnended(session);
        WriteResult result = new WriteResult();
        SessionCounts counts = sessionWrites.counts(session.id());
        List<RejectedWrite> rejected = sessionWrites.rejectedWrites(session.id());
        rejected.forEach(write -> attempt.warn("An earlier write of this session was refused: " + write.sentence()));
        counts.rejectedBeside(rejected).ifPresent(attempt::warn);
        Optional<UUID> issueId = findIssue(session, arguments.issueId());
        if (issueId.isPresent()) {
            SessionSummary summary = new SessionSummary(
                    arguments, session, counts, rejected, attempt.operation().acceptedAt());
            writeTo(issueId.get(), attempt, summary, result);
        } else {
            attempt.warn("The session touched no issue and none was named, so its summary was written nowhere.");
        }
        return result.session(view.of(session.finishedAt(clock.instant()))).warnings(attempt.warnings());
    }

    private void writeTo(UUID issueId, Attempt attempt, SessionSummary summary, WriteResult result) {
        Issue issue = attempt.requireIssue(issueId);
        requireSameProject(summary.session(), issue);
        part("The summary comment", attempt, () -> {
            String html = attempt.clean(summary.comment());
            ExternalId externalId = ExternalId.of(attempt.operation().id(), "summary");
            result.comment(attempt.tasker().addComment(attempt.call(), issueId, html, externalId));
        });
        FinishBlocks blocks =
                FinishBlocks.of(attempt, summary.note(), summary.arguments().checkedItems());
        part(blocks.name(), attempt, () -> {
            Issue changed = layouts.edit(
                    attempt, issueId, Optional.empty(), IssueChanges.NONE, (current, layout) -> blocks.addedTo(layout));
            result.issue(changed);
        });
        blocks.refusals().forEach(attempt::warn);
    }

    private Optional<UUID> findIssue(WorkSession session, Optional<UUID> named) {
        if (session.issueId().isPresent() || named.isPresent()) {
            return session.issueId().or(() -> named);
        }
        List<TouchedIssue> touched = sessionWrites.touchedIssues(session.id());
        if (touched.size() > 1) {
            String labels = touched.stream().map(TouchedIssue::label).collect(Collectors.joining(", "));
            throw ProjectRules.invalid(
                    "issue_id",
                    "The session touched several issues: " + labels
                            + ". Name the one that takes the summary and finish again under a new idempotency_key.");
        }
        return touched.stream().map(TouchedIssue::id).findFirst();
    }

    /** An agent that was stopped had its sessions closed; that it may act again does not open them. */
    private static void requireUnended(WorkSession session) {
        if (session.endedAt().isPresent()) {
            throw new CallRefusedException(ToolError.of(
                    ErrorCode.SESSION_NOT_OPEN,
                    "The session was closed before its finish took effect ("
                            + session.closedBecause().orElseThrow()
                            + "), so its summary was not written. If there is still something to report, start another"
                            + " with tasker_start_work_session."));
        }
    }

    private static void requireSameProject(WorkSession session, Issue issue) {
        if (session.issueId().isEmpty()
                && session.projectId().filter(issue.projectId()::equals).isEmpty()) {
            throw ProjectRules.invalid("issue_id", "The issue is not in the session's project. Name one that is.");
        }
    }

    private static void part(String name, Attempt attempt, Runnable write) {
        try {
            write.run();
        } catch (CallRefusedException e) {
            attempt.warn(name + " was refused: " + e.error().message());
        } catch (TaskerRejectedException e) {
            attempt.warn(name + " was refused by Tasker: " + e.reason());
        } catch (TaskerLacksException e) {
            attempt.warn(name + " was left out. " + e.sentence());
        }
    }
}
