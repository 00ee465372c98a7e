package dc.node.gateway.chaos.fault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which faults struck, how many calls were in flight then, how many requests met Tasker's, and when the last was mended.
 * For several threads.
 */
public final class FaultLog {

    private final List<Struck> struck = new ArrayList<>();
    private final List<String> endedByThemselves = new ArrayList<>();
    private final Map<String, Integer> requestsMet = new TreeMap<>();
    private Optional<Instant> lastMended = Optional.empty();

    /**
     * One fault.
     *
     * @param inFlight calls that awaited an answer at that moment
     */
    public record Struck(String kind, int inFlight, Instant at) {}

    synchronized void struck(String kind, int inFlight, Instant at) {
        struck.add(new Struck(kind, inFlight, at));
    }

    synchronized void met(Map<String, Integer> requestsByKind) {
        requestsByKind.forEach((kind, requests) -> requestsMet.merge(kind, requests, Integer::sum));
    }

    synchronized void mended(Instant at) {
        lastMended = Optional.of(at);
    }

    synchronized void endedByItself(String part) {
        endedByThemselves.add(part);
    }

    public synchronized List<Struck> faults() {
        return List.copyOf(struck);
    }

    /** How often each kind struck. */
    public synchronized Map<String, Integer> countByKind() {
        Map<String, Integer> counts = new TreeMap<>();
        struck.forEach(fault -> counts.merge(fault.kind(), 1, Integer::sum));
        return counts;
    }

    /** How many requests met each kind of Tasker's faults. */
    public synchronized Map<String, Integer> requestsMet() {
        return new TreeMap<>(requestsMet);
    }

    /** Processes found dead that nobody had killed. */
    public synchronized List<String> endedByThemselves() {
        return List.copyOf(endedByThemselves);
    }

    /** Empty when no fault has been mended yet. */
    public synchronized Optional<Instant> lastMended() {
        return lastMended;
    }
}
