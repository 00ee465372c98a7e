package dc.node.gateway.chaos.report;

import dc.node.gateway.chaos.fault.FaultLog;
import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.load.Journal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A line every five seconds that tells how far a run is. */
public final class Progress implements AutoCloseable {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintStream out;
    private final Journal journal;
    private final FaultLog faults;
    private final int writes;
    private final int faultsPlanned;
    private final long begin = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    private final ScheduledFuture<?> lines;
    private volatile String now = "";

    /** Prints from now on, until it is closed. */
    public Progress(PrintStream out, Journal journal, FaultLog faults, int writes, int faultsPlanned) {
        this.out = out;
        this.journal = journal;
        this.faults = faults;
        this.writes = writes;
        this.faultsPlanned = faultsPlanned;
        this.lines = timer.scheduleAtFixedRate(
                this::print, BETWEEN_LINES.toMillis(), BETWEEN_LINES.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is going on now, shown at the end of each line. */
    public void tell(String what) {
        now = what;
    }

    @Override
    public void close() {
        lines.cancel(false);
        timer.shutdownNow();
    }

    private void print() {
        List<Acknowledgement> told = journal.acknowledgements();
        out.printf(
                "%5d s  writes %d/%d, acknowledged %d, still queued %d, calls in flight %d, faults %d/%d  %s%n",
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                told.size(),
                writes,
                told.stream().filter(Acknowledgement::isAcknowledged).count(),
                told.stream().filter(one -> one.end() == End.QUEUED).count(),
                journal.callsInFlight(),
                faults.faults().size(),
                faultsPlanned,
                now);
    }
}
