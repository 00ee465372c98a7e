package dc.node.gateway.chaos.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a run must get: one that does not proves nothing, whatever was found.
 *
 * @param writes        how many are acknowledged
 * @param faults        how many strike; a fault of Tasker that met no request did not
 * @param faultKinds    the kinds of the schedule, each of which strikes
 * @param leastQueued   how many writes are answered {@code queued}
 * @param leastInFlight how many writes are in flight at a fault
 */
public record Goal(int writes, int faults, Set<String> faultKinds, int leastQueued, int leastInFlight) {

    public Goal {
        faultKinds = Set.copyOf(faultKinds);
    }

    /** What the run did not reach, a sentence each. */
    List<String> missedBy(Figures figures) {
        List<String> missed = new ArrayList<>();
        if (figures.acknowledged() < writes) {
            missed.add("Only %d of %d writes were acknowledged.".formatted(figures.acknowledged(), writes));
        }
        if (figures.neverAcknowledged() > 0) {
            missed.add("%d writes with a key were never acknowledged.".formatted(figures.neverAcknowledged()));
        }
        if (figures.faults().size() < faults) {
            missed.add("Only %d of %d faults struck: give the run more --time, or more --writes to meet them."
                    .formatted(figures.faults().size(), faults));
        }
        Set<String> neverStruck = new TreeSet<>(faultKinds);
        neverStruck.removeAll(figures.faultsByKind().keySet());
        if (!neverStruck.isEmpty()) {
            missed.add("Never struck: %s.".formatted(String.join(", ", neverStruck)));
        }
        if (figures.answeredQueued() < leastQueued) {
            missed.add("Only %d writes were answered queued, --least-queued is %d."
                    .formatted(figures.answeredQueued(), leastQueued));
        }
        if (figures.inFlightAtFault() < leastInFlight) {
            missed.add("Only %d writes were in flight at a fault, --least-in-flight is %d."
                    .formatted(figures.inFlightAtFault(), leastInFlight));
        }
        return List.copyOf(missed);
    }
}
