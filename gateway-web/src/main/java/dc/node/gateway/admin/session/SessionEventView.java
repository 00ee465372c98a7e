package dc.node.gateway.admin.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.sessions.SessionWrite;
import dc.node.gateway.sessions.WorkSession;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An entry in the timeline of a work session; what does not apply to it is left out.
 *
 * @param event {@code started}, {@code refreshed} by another start, {@code write}, {@code finish} or {@code ended}
 * @param at when it was accepted or took place
 * @param state of a write, as the ledger has it; of the end, the session's
 * @param because why the session ended
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record SessionEventView(
        String event,
        Instant at,
        Optional<UUID> operationId,
        Optional<String> tool,
        Optional<UUID> issueId,
        Optional<String> target,
        Optional<String> state,
        Optional<Instant> endedAt,
        OptionalInt attempts,
        Optional<SessionWrite.Refusal> error,
        Optional<String> because) {

    static SessionEventView start(WorkSession session) {
        return bare("started", session.openedAt(), Optional.empty(), Optional.empty());
    }

    static SessionEventView end(WorkSession session, Instant at) {
        return bare("ended", at, Optional.of(session.state().name().toLowerCase(Locale.ROOT)), session.closedBecause());
    }

    static SessionEventView of(SessionWrite write) {
        return new SessionEventView(
                event(write.tool()),
                write.acceptedAt(),
                Optional.of(write.operationId()),
                Optional.of(write.tool()),
                write.issueId(),
                Optional.of(write.target()),
                Optional.of(write.state()),
                write.endedAt(),
                OptionalInt.of(write.attempts()),
                write.error(),
                Optional.empty());
    }

    private static String event(String tool) {
        return switch (tool) {
            case SessionRules.START -> "refreshed";
            case SessionRules.FINISH -> "finish";
            default -> "write";
        };
    }

    private static SessionEventView bare(String event, Instant at, Optional<String> state, Optional<String> because) {
        return new SessionEventView(
                event,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                because);
    }
}
