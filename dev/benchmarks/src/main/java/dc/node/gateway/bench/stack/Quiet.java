package dc.node.gateway.bench.stack;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Waits until what ran before a measure has come to its end. */
public final class Quiet {

    private static final Duration LOOK = Duration.ofMillis(200);

    /** Of one core. An idle Temporal takes some hundredths. */
    private static final double MOST = 0.15;

    private static final int MOST_LOOKS = 15;

    private static final Duration LOOK_AT_MACHINE = Duration.ofSeconds(1);
    private static final int MOST_LOOKS_AT_MACHINE = 30;

    /** Of all cores. */
    private static final double MOST_OF_MACHINE = 0.05;

    private Quiet() {}

    /**
     * Returns when hardly anything has run on this machine for a second, or after half a minute.
     *
     * @return the share of its processors that was in use during the quietest second; empty where the system does not tell
     */
    public static Optional<Double> awaitMachine() throws InterruptedException {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        // The first answer is of a time that is long over.
        machine.getCpuLoad();
        double lowest = 1;
        for (int look = 0; look < MOST_LOOKS_AT_MACHINE && lowest > MOST_OF_MACHINE; look++) {
            Thread.sleep(LOOK_AT_MACHINE);
            double share = machine.getCpuLoad();
            if (share < 0) {
                return Optional.empty();
            }
            lowest = Math.min(lowest, share);
        }
        return Optional.of(lowest);
    }

    /** Returns when these processes hardly use the processor, or after three seconds. */
    public static void await(Collection<Long> processes) throws InterruptedException {
        double before = Usage.cpuSeconds(processes);
        for (int look = 0; look < MOST_LOOKS; look++) {
            Thread.sleep(LOOK);
            double now = Usage.cpuSeconds(processes);
            if (now - before <= MOST * LOOK.toMillis() / 1e3) {
                return;
            }
            before = now;
        }
    }
}
