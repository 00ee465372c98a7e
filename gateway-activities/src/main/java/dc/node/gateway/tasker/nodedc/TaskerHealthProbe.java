package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerAvailability;
import dc.node.gateway.tasker.TaskerException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** While Tasker is known to be down, asks each second whether it is back, so that nobody's call has to find out. */
final class TaskerHealthProbe {

    private static final Logger log = LoggerFactory.getLogger(TaskerHealthProbe.class);

    private final Tasker tasker;
    private final TaskerAvailability availability;

    TaskerHealthProbe(Tasker tasker, TaskerAvailability availability) {
        this.tasker = tasker;
        this.availability = availability;
        availability.onDown(() -> log.warn("Tasker is down; writes are queued until it is back"));
    }

    @Scheduled(fixedDelay = 1_000)
    void probe() {
        if (!availability.knownDown()) {
            return;
        }
        try {
            tasker.checkHealth(Duration.ofSeconds(2));
            if (!availability.knownDown()) {
                log.info("Tasker is back");
            }
        } catch (TaskerException e) {
            log.debug("Tasker is still down: {}", e.getMessage());
        }
    }
}
