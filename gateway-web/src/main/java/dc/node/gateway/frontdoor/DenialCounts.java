package dc.node.gateway.frontdoor;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts refusals by the {@link ClientNetwork} they came from, minute by minute. At most 10,000 origins are told apart in a minute; all others count as one.
 */
final class DenialCounts {

    static final String OTHERS = "other addresses";

    private static final int MOST_ORIGINS = 10_000;

    private final int perMinute;
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant minute;

    /** @param perMinute how many of one origin are recorded one by one */
    DenialCounts(int perMinute, Instant now) {
        this.perMinute = perMinute;
        this.minute = now.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Counts one more. True when it is to be recorded by itself. */
    synchronized boolean countsAlone(String address) {
        String origin = ClientNetwork.of(address);
        String counted = counts.containsKey(origin) || counts.size() < MOST_ORIGINS ? origin : OTHERS;
        return counts.merge(counted, 1, Integer::sum) <= perMinute;
    }

    /** What was not recorded one by one in the minute that has ended; nothing while it lasts. */
    synchronized List<Excess> takeEnded(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES).equals(minute) ? List.of() : takeAll(now);
    }

    /** The same though the minute may not have ended. */
    synchronized List<Excess> takeAll(Instant now) {
        List<Excess> excess = counts.entrySet().stream()
                .filter(count -> count.getValue() > perMinute)
                .map(count -> new Excess(count.getKey(), count.getValue() - perMinute, minute))
                .toList();
        counts.clear();
        minute = now.truncatedTo(ChronoUnit.MINUTES);
        return excess;
    }

    /**
     * Refusals that were only counted.
     *
     * @param origin an address, a network or {@link #OTHERS}
     * @param minute when it began
     */
    record Excess(String origin, int count, Instant minute) {}
}
