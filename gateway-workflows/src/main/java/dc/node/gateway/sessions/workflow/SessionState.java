package dc.node.gateway.sessions.workflow;

import dc.node.gateway.sessions.SessionStanding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a session's workflow stands.
 *
 * @param phase {@code open}; {@code finishing} while a finish is under way; {@code ending} when the session has ended and
 *     writes handed over before have not; then how it ended: {@code finished}, {@code abandoned} or {@code closed}
 * @param underWay writes handed over that have not ended, in the order they came
 * @param standing what the ledger last said; empty until it was asked, which is 30 s after the first write at the latest,
 *     or when a write is refused
 * @param nextTimer when the workflow next looks by itself
 * @param continuations how many runs came before this one
 */
public record SessionState(
        String phase,
        SessionTally tally,
        List<HandedWrite> underWay,
        Optional<SessionStanding> standing,
        Optional<Timer> nextTimer,
        int continuations) {

    /**
     * A timer that runs.
     *
     * @param summary what it is for
     */
    public record Timer(Instant due, String summary) {}
}
