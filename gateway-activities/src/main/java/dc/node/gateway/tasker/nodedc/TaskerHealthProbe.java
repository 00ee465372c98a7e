package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerAvailability;
import dc.node.gateway.tasker.TaskerException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import dc.node.gateway.tasker.TaskerUnavailableException.Verdict;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Asks Tasker each second how it is, so that nobody's call has to find out: while it is known to be down, whether it is back,
 * and where told so, always, which makes an outage known within some three seconds (four if Tasker hangs).
 */
final class TaskerHealthProbe {

    private static final Logger log = LoggerFactory.getLogger(TaskerHealthProbe.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Tasker tasker;
    private final TaskerAvailability availability;
    private final boolean always;
    private volatile String told = "";

    /**
     * Makes a probe for one process.
     *
     * @param always whether to ask a Tasker, too, that is not known to be down
     */
    TaskerHealthProbe(Tasker tasker, TaskerAvailability availability, boolean always) {
        this.tasker = tasker;
        this.availability = availability;
        this.always = always;
        availability.onDown(() -> log.warn("Tasker is down; writes are queued until it is back"));
    }

    /** At a fixed rate, for a probe that waits must hold up neither the next nor another schedule. */
    @Scheduled(fixedRate = 1_000)
    void probe() {
        boolean down = availability.knownDown();
        if (!down && !always) {
            return;
        }
        try {
            tasker.checkHealth(LIMIT);
            if (down && !availability.knownDown()) {
                log.info("Tasker is back");
            }
            told = "";
        } catch (TaskerUnavailableException e) {
            if (e.verdict() != Verdict.NONE) {
                tell(e.sentence());
            }
        } catch (TaskerException e) {
            tell(e.sentence());
        }
    }

    /** Why, once: an operator must see what keeps it down, but not each second. */
    private void tell(String sentence) {
        if (!sentence.equals(told)) {
            told = sentence;
            log.warn("Tasker's health check failed: {}", sentence);
        }
    }
}
