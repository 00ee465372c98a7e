package dc.node.gateway.sessions.workflow;

import dc.node.gateway.sessions.SessionStanding;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run of a session's workflow leaves to the next, when its history has become long.
 *
 * @param continuations how many runs came before
 * @param unended writes that were handed over and have not ended, in the order they came
 * @param recentlyEnded those that ended last, so that one handed over a second time is not run again
 * @param standing what the ledger last said
 */
public record CarriedOver(
        int continuations,
        SessionTally tally,
        List<HandedWrite> unended,
        List<UUID> recentlyEnded,
        Optional<SessionStanding> standing) {

    /** Of a session that begins. */
    public static final CarriedOver NOTHING =
            new CarriedOver(0, SessionTally.NONE, List.of(), List.of(), Optional.empty());
}
