package dc.node.gateway.config;

import io.grpc.StatusRuntimeException;
import io.temporal.worker.WorkerFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the Temporal workers once Temporal is there, however long that takes: until then writes wait in the ledger and the
 * gateway answers. On the way down, running attempts get a few seconds to end.
 */
@Component
class WorkerStarter implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerStarter.class);
    private static final int SECONDS_TO_END = 5;

    private final WorkerFactory workers;
    private final RoleProperties properties;
    private volatile Optional<Thread> starter = Optional.empty();

    WorkerStarter(WorkerFactory workers, RoleProperties properties) {
        this.workers = workers;
        this.properties = properties;
    }

    @Override
    public void start() {
        if (properties.runsWorkers()) {
            starter = Optional.of(
                    Thread.ofPlatform().daemon().name("worker-starter").start(this::startWhenTemporalIsThere));
        }
    }

    @Override
    public void stop() {
        starter.ifPresent(Thread::interrupt);
        starter = Optional.empty();
        workers.shutdown();
        workers.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    }

    /** Before the web server on the way up and after it on the way down: callers in flight still get their results. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return starter.isPresent();
    }

    private void startWhenTemporalIsThere() {
        boolean told = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                workers.start();
                log.info("Workers poll Temporal");
                return;
            } catch (StatusRuntimeException e) {
                if (!told) {
                    log.warn(
                            "Temporal is away ({}); the workers start when it is back",
                            e.getStatus().getCode());
                    told = true;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
