package dc.node.gateway.sessions;

import java.time.Instant;
import java.util.Optional;

/**
 * How a session stands by the ledger, told to its workflow: names, numbers and ids, never a word of an agent's text. It is
 * kept in histories, so a field that is added must be readable where it is absent.
 *
 * @param state the row's: {@code open}, {@code finishing}, {@code finished}, {@code abandoned} or {@code closed}
 * @param landed writes that took effect, start and finish left out, as in the two that follow
 * @param pending accepted and not ended
 * @param rejected refused for good, or cancelled
 * @param at when this was so
 */
public record SessionStanding(
        String state, int landed, int pending, int rejected, Optional<LastRefusal> lastRefusal, Instant at) {}
