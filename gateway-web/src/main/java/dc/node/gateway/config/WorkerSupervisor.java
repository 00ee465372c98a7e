package dc.node.gateway.config;

import dc.node.gateway.dispatch.UpkeepSchedule;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps workers polling Temporal whenever it is there. Until then writes wait in the ledger and the gateway answers. On the
 * way down, running attempts get a few seconds to end.
 *
 * <p>After an outage the workers are replaced: a poller's own patience doubles with each vain attempt, so that it would
 * come back about as long after Temporal as Temporal was away, up to a minute.
 */
@Component
class WorkerSupervisor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerSupervisor.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** A shorter absence leaves pollers no time to lose patience. */
    private static final Duration NOTABLE_OUTAGE = Duration.ofSeconds(3);

    private static final int SECONDS_TO_END = 5;

    private final Workers workers;
    private final UpkeepSchedule upkeep;
    private final RoleProperties role;
    private volatile Optional<Thread> supervisor = Optional.empty();

    // Of the supervisor's thread alone.
    private Optional<WorkerFactory> running = Optional.empty();
    private long lastThere = System.nanoTime();
    private boolean scheduled;
    private boolean told;

    WorkerSupervisor(Workers workers, UpkeepSchedule upkeep, RoleProperties role) {
        this.workers = workers;
        this.upkeep = upkeep;
        this.role = role;
    }

    @Override
    public void start() {
        if (role.runsWorkers()) {
            supervisor = Optional.of(
                    Thread.ofPlatform().daemon().name("worker-supervisor").start(this::supervise));
        }
    }

    @Override
    public void stop() {
        supervisor.ifPresent(WorkerSupervisor::end);
        supervisor = Optional.empty();
    }

    /** Before the web server on the way up and after it on the way down: callers in flight still get their results. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return supervisor.isPresent();
    }

    private void supervise() {
        try {
            while (true) {
                try {
                    look();
                } catch (RuntimeException e) {
                    log.error("The workers could not be looked after; trying again in a second", e);
                }
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            running.ifPresent(WorkerSupervisor::shutDown);
        }
    }

    private void look() {
        if (workers.temporalAnswers()) {
            boolean outage = System.nanoTime() - lastThere > NOTABLE_OUTAGE.toNanos();
            if (running.isEmpty() || outage) {
                running.ifPresent(WorkerFactory::shutdown);
                running = workers.start();
                // Temporal may have come back without its database.
                scheduled = false;
            }
            if (running.isPresent() && !scheduled) {
                scheduled = upkeep.ensure();
            }
            lastThere = System.nanoTime();
            told = false;
        } else if (!told) {
            log.warn("Temporal is away; the workers poll again when it is back");
            told = true;
        }
    }

    private static void shutDown(WorkerFactory running) {
        running.shutdown();
        running.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    }

    private static void end(Thread supervisor) {
        supervisor.interrupt();
        try {
            supervisor.join(Duration.ofSeconds(SECONDS_TO_END + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
