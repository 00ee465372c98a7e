package dc.node.gateway.bench.load;

import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/**
 * Callers that each wait for an answer before they send again, so that the rate follows from the times. A call that is under way
 * when the time is over is waited for and counts.
 */
public final class ClosedLoop {

    private static final long SHORTEST_NANOS = 1_000;
    private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final int DIGITS = 3;

    /** Longer than any call takes that has limits of its own. */
    private static final Duration LAST_CALL_LIMIT = Duration.ofSeconds(90);

    /** A caller that meets nothing but errors would fill the time with them. */
    private static final int MOST_ERRORS = 20;

    private ClosedLoop() {}

    /**
     * Runs all callers at once for this long. They stay open.
     *
     * @throws LocalStackException when a call still goes on a minute and a half after that
     */
    public static Sample run(List<? extends Caller> callers, Duration time) throws InterruptedException {
        return run(callers, time, LAST_CALL_LIMIT);
    }

    static Sample run(List<? extends Caller> callers, Duration time, Duration lastCallLimit)
            throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Worker> workers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Caller caller : callers) {
            Worker worker = new Worker(caller, start, time);
            workers.add(worker);
            threads.add(Thread.ofPlatform().daemon().start(worker));
        }
        long began = System.nanoTime();
        start.countDown();
        for (Thread thread : threads) {
            if (!thread.join(time.plus(lastCallLimit).minusNanos(System.nanoTime() - began))) {
                throw new LocalStackException(
                        "A call goes on %d s after the time for calls was over.".formatted(lastCallLimit.toSeconds()));
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Histogram all = histogram();
        long errors = 0;
        Optional<String> problem = Optional.empty();
        for (Worker worker : workers) {
            all.add(worker.times);
            errors += worker.errors;
            problem = problem.or(() -> worker.problem);
        }
        return Sample.of(all, errors, problem, seconds);
    }

    private static Histogram histogram() {
        return new Histogram(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);
    }

    private static final class Worker implements Runnable {

        private final Caller caller;
        private final CountDownLatch start;
        private final long nanos;
        private final Histogram times = histogram();
        private int errors;
        private Optional<String> problem = Optional.empty();

        Worker(Caller caller, CountDownLatch start, Duration time) {
            this.caller = caller;
            this.start = start;
            this.nanos = time.toNanos();
        }

        @Override
        public void run() {
            try {
                start.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            long before = System.nanoTime();
            long deadline = before + nanos;
            while (before - deadline < 0 && errors < MOST_ERRORS) {
                boolean good = succeeds();
                long after = System.nanoTime();
                if (good) {
                    times.recordValue(Math.min(after - before, LONGEST_NANOS));
                }
                before = after;
            }
        }

        // Whatever goes wrong in a call is counted, and fails the run.
        @SuppressWarnings("CatchingUnchecked")
        private boolean succeeds() {
            try {
                caller.call();
                return true;
            } catch (Exception e) {
                errors++;
                problem = problem.or(() -> Optional.of(e.toString()));
                return false;
            }
        }
    }
}
