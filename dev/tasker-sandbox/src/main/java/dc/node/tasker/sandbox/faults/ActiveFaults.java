package dc.node.tasker.sandbox.faults;

import dc.node.tasker.sandbox.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The faults in force, in the order they were asked for; kept in memory only. */
public final class ActiveFaults {

    private final long seed;
    private final List<Counted> faults = new ArrayList<>();
    private Random random;

    /** Creates an empty list; the seed decides which requests a rate strikes. */
    public ActiveFaults(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Adds a fault behind the others. */
    public synchronized void add(Fault fault) {
        faults.add(new Counted(fault, fault.count().orElse(Integer.MAX_VALUE)));
    }

    /** Ends all faults and begins the random sequence anew. */
    public synchronized void clear() {
        faults.clear();
        random = new Random(seed);
    }

    /** The faults in force. */
    public synchronized List<Fault> list() {
        return faults.stream().map(counted -> counted.fault).toList();
    }

    /** The first fault that fits the request and whose rate strikes it; that uses up one of its count. */
    synchronized Optional<Fault> strike(Request request) {
        Optional<Counted> struck = faults.stream()
                .filter(counted -> counted.fault.match().fits(request))
                .filter(counted -> random.nextDouble() < counted.fault.rate())
                .findFirst();
        struck.ifPresent(this::countDown);
        return struck.map(counted -> counted.fault);
    }

    private void countDown(Counted struck) {
        if (struck.fault.count().isPresent()) {
            struck.left--;
            faults.removeIf(counted -> counted.left == 0);
        }
    }

    private static final class Counted {

        private final Fault fault;
        private int left;

        private Counted(Fault fault, int left) {
            this.fault = fault;
            this.left = left;
        }
    }
}
