package dc.node.gateway.admin;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditFilter;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.audit.RecordedEvent;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail, newest event first. */
@RestController
class AuditController {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final AuditStore audit;

    AuditController(AuditStore audit) {
        this.audit = audit;
    }

    @Operation(summary = "Read the audit trail, newest event first")
    @GetMapping("/api/v1/mcp/audit")
    public EventView.Page list(
            @RequestParam(name = "agent_id") Optional<UUID> agentId,
            @RequestParam Optional<String> decision,
            @RequestParam Optional<@Pattern(regexp = Rules.LINE, message = Rules.TOOL_MESSAGE) String> tool,
            @RequestParam Optional<Instant> since,
            @RequestParam Optional<Long> cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT)
                    @Min(value = 1, message = Paging.MESSAGE)
                    @Max(value = Paging.MOST, message = Paging.MESSAGE)
                    int limit) {
        since.ifPresent(AuditController::requireStorable);
        AuditFilter filter = new AuditFilter(agentId, decision.map(AuditController::decision), tool, since);
        OptionalLong before = cursor.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        List<RecordedEvent> found = audit.find(filter, before, limit + 1);
        List<RecordedEvent> page = found.subList(0, Math.min(limit, found.size()));
        return new EventView.Page(
                page.stream().map(EventView::of).toList(),
                found.size() > limit ? Optional.of(Long.toString(page.getLast().id())) : Optional.empty());
    }

    /** Neither Postgres nor its driver knows all the times an Instant can be. */
    private static void requireStorable(Instant since) {
        if (since.isBefore(EARLIEST) || since.isAfter(LATEST)) {
            throw Problems.invalid("since must be a time of the years 1 to 9999, such as 2026-03-31T09:30:00Z.");
        }
    }

    private static AuditEvent.Decision decision(String wireName) {
        return Arrays.stream(AuditEvent.Decision.values())
                .filter(decision -> decision.columnValue().equals(wireName))
                .findFirst()
                .orElseThrow(() -> Problems.invalid("decision must be 'allow', 'deny' or 'error'."));
    }
}
