package dc.node.gateway.admin.audit;

import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.admin.Paging;
import dc.node.gateway.admin.Rules;
import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditFilter;
import dc.node.gateway.audit.AuditPosition;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.audit.RecordedEvent;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail, newest event first: page by page, or all that matches at once as one JSON object a line. */
@RestController
@RequestMapping("/api/v1/mcp/audit")
class AuditController {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final AuditStore audit;
    private final AuditExport export;
    private final AdminTrail trail;

    AuditController(AuditStore audit, AuditExport export, AdminTrail trail) {
        this.audit = audit;
        this.export = export;
        this.trail = trail;
    }

    @Operation(summary = "Read the audit trail, newest event first")
    @GetMapping
    public EventView.Page list(
            @RequestParam(name = "agent_id") Optional<UUID> agentId,
            @RequestParam Optional<String> decision,
            @RequestParam Optional<String> kind,
            @RequestParam Optional<@Pattern(regexp = Rules.LINE, message = Rules.TOOL_MESSAGE) String> tool,
            @RequestParam Optional<@Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE) String> tenant,
            @RequestParam(name = "operation_id") Optional<UUID> operationId,
            @RequestParam(name = "issue_id") Optional<UUID> issueId,
            @RequestParam Optional<Instant> since,
            @RequestParam Optional<Instant> until,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT)
                    @Min(value = 1, message = Paging.MESSAGE)
                    @Max(value = Paging.MOST, message = Paging.MESSAGE)
                    int limit) {
        AuditFilter filter = filter(agentId, decision, kind, tool, tenant, operationId, issueId, since, until);
        Optional<AuditPosition> before = cursor.map(AuditCursor::parse);
        List<RecordedEvent> found = audit.find(filter, before, limit + 1);
        List<RecordedEvent> page = found.subList(0, Math.min(limit, found.size()));
        return new EventView.Page(
                page.stream().map(EventView::of).toList(),
                found.size() > limit ? Optional.of(AuditCursor.of(page.getLast().position())) : Optional.empty());
    }

    /** Leaves an event of its own, with what was asked for. */
    @Operation(summary = "Export all that matches, one event a line")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = AuditExport.NDJSON, schema = @Schema(implementation = EventView.class)))
    @GetMapping("/export")
    public void export(
            @RequestParam(name = "agent_id") Optional<UUID> agentId,
            @RequestParam Optional<String> decision,
            @RequestParam Optional<String> kind,
            @RequestParam Optional<@Pattern(regexp = Rules.LINE, message = Rules.TOOL_MESSAGE) String> tool,
            @RequestParam Optional<@Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE) String> tenant,
            @RequestParam(name = "operation_id") Optional<UUID> operationId,
            @RequestParam(name = "issue_id") Optional<UUID> issueId,
            @RequestParam Optional<Instant> since,
            @RequestParam Optional<Instant> until,
            Administrator by,
            HttpServletRequest request,
            HttpServletResponse response) {
        AuditFilter filter = filter(agentId, decision, kind, tool, tenant, operationId, issueId, since, until);
        trail.recordExport(by, filter);
        if (request.getMethod().equals("HEAD")) {
            AuditExport.head(response);
        } else {
            export.write(filter, response);
        }
    }

    /** Thrown on, so that the container breaks off the connection and nobody takes half of the export for all of it. */
    @ExceptionHandler
    void breakOff(AuditExport.BrokenOffException exception) {
        throw exception;
    }

    private static AuditFilter filter(
            Optional<UUID> agentId,
            Optional<String> decision,
            Optional<String> kind,
            Optional<String> tool,
            Optional<String> tenant,
            Optional<UUID> operationId,
            Optional<UUID> issueId,
            Optional<Instant> since,
            Optional<Instant> until) {
        since.ifPresent(time -> requireStorable("since", time));
        until.ifPresent(time -> requireStorable("until", time));
        return new AuditFilter(
                agentId,
                decision.map(AuditController::decision),
                kind.map(AuditController::kind),
                tool,
                tenant,
                operationId,
                issueId,
                since,
                until);
    }

    /** Neither Postgres nor its driver knows all the times an Instant can be. */
    private static void requireStorable(String name, Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw Problems.invalid(name + " must be a time of the years 1 to 9999, such as 2026-03-31T09:30:00Z.");
        }
    }

    private static AuditEvent.Decision decision(String wireName) {
        return Arrays.stream(AuditEvent.Decision.values())
                .filter(decision -> decision.columnValue().equals(wireName))
                .findFirst()
                .orElseThrow(() -> Problems.invalid("decision must be 'allow', 'deny' or 'error'."));
    }

    private static AuditEvent.Kind kind(String wireName) {
        return Arrays.stream(AuditEvent.Kind.values())
                .filter(kind -> kind.columnValue().equals(wireName))
                .findFirst()
                .orElseThrow(() -> Problems.invalid("kind must be 'call', 'effect' or 'admin'."));
    }
}
