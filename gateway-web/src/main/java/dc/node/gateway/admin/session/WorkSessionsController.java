package dc.node.gateway.admin.session;

import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.admin.Paging;
import dc.node.gateway.admin.Rules;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.ledger.SessionClosing;
import dc.node.gateway.problem.Problems;
import dc.node.gateway.sessions.SessionFilter;
import dc.node.gateway.sessions.SessionHistoryStore;
import dc.node.gateway.sessions.SessionOverview;
import dc.node.gateway.sessions.SessionProperties;
import dc.node.gateway.sessions.SessionWrite;
import dc.node.gateway.sessions.WorkSession;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Work sessions: listed newest first, told with their writes, closed with a reason. */
@RestController
@RequestMapping("/api/v1/work-sessions")
class WorkSessionsController {

    private static final long FROM_THE_START = 0;

    private final SessionHistoryStore sessions;
    private final SessionClosing closing;
    private final SessionProperties properties;
    private final AdminTrail trail;

    WorkSessionsController(
            SessionHistoryStore sessions, SessionClosing closing, SessionProperties properties, AdminTrail trail) {
        this.sessions = sessions;
        this.closing = closing;
        this.properties = properties;
        this.trail = trail;
    }

    @Operation(summary = "List work sessions, newest first")
    @GetMapping
    public SessionSummaryView.Page list(
            @RequestParam Optional<Boolean> open,
            @RequestParam(name = "agent_id") Optional<UUID> agentId,
            @RequestParam(name = "owner_user_id")
                    Optional<@Pattern(regexp = Rules.LINE, message = Rules.OWNER_MESSAGE) String> ownerUserId,
            @RequestParam(name = "project_id") Optional<UUID> projectId,
            @RequestParam Optional<Boolean> stuck,
            @RequestParam Optional<UUID> cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT)
                    @Min(value = 1, message = Paging.MESSAGE)
                    @Max(value = Paging.MOST, message = Paging.MESSAGE)
                    int limit) {
        SessionFilter filter = new SessionFilter(open, agentId, ownerUserId, projectId, stuck);
        List<SessionOverview> found = sessions.find(filter, cursor, limit + 1);
        List<SessionOverview> page = found.subList(0, Math.min(limit, found.size()));
        return new SessionSummaryView.Page(
                page.stream().map(this::view).toList(),
                found.size() > limit ? Optional.of(page.getLast().session().id()) : Optional.empty());
    }

    @Operation(summary = "Show a work session with its timeline")
    @GetMapping("/{id}")
    public SessionStoryView show(
            @PathVariable UUID id,
            @RequestParam Optional<Long> cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT)
                    @Min(value = 1, message = Paging.MESSAGE)
                    @Max(value = Paging.MOST, message = Paging.MESSAGE)
                    int limit) {
        SessionOverview overview = require(id);
        List<SessionWrite> found = sessions.writes(id, cursor.orElse(FROM_THE_START), limit + 1);
        return SessionStoryView.page(
                view(overview),
                overview.session(),
                found.subList(0, Math.min(limit, found.size())),
                cursor.isEmpty(),
                found.size() > limit);
    }

    @Operation(summary = "Close a work session with a reason; a finish that has not ended is cancelled")
    @PostMapping("/{id}/close")
    @Transactional
    public SessionSummaryView close(
            Administrator administrator, @PathVariable UUID id, @Valid @RequestBody CloseReason body) {
        SessionOverview before = require(id);
        switch (closing.close(before.session(), body.reason())) {
            case SessionClosing.Outcome.Closed() -> {}
            case SessionClosing.Outcome.HasEnded() -> throw hasEnded(require(id).session());
            case SessionClosing.Outcome.FinishMayRun(Instant until) ->
                throw Problems.conflict(
                        ("An attempt at the session's finish may be under way until %s, so nothing was changed."
                                        + " Try again then.")
                                .formatted(until.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)));
        }
        trail.record(administrator, "session_closed", before, "session %s: %s".formatted(id, body.reason()));
        return view(require(id));
    }

    private SessionOverview require(UUID id) {
        return sessions.find(id)
                .orElseThrow(() -> Problems.notFound("There is no work session with the id " + id + "."));
    }

    private SessionSummaryView view(SessionOverview overview) {
        return SessionSummaryView.of(overview, properties);
    }

    private static ErrorResponseException hasEnded(WorkSession session) {
        return Problems.conflict("The session has ended at %s: %s (%s). There is nothing to close."
                .formatted(
                        session.endedAt().orElseThrow(),
                        session.state().name().toLowerCase(Locale.ROOT),
                        session.closedBecause().orElseThrow()));
    }
}
