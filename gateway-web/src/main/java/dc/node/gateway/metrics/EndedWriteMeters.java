package dc.node.gateway.metrics;

import dc.node.gateway.ledger.LedgerEntry;
import dc.node.gateway.ledger.LedgerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * {@code gateway.writes}: each write once, in the process that ended it, with the time from its acceptance. A process that
 * is killed between the end and the count leaves it out.
 */
@Component
class EndedWriteMeters implements LedgerListener {

    private static final Duration[] WITHIN = {
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofDays(1)
    };

    private final MeterRegistry registry;

    EndedWriteMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onEnded(LedgerEntry entry, Duration age) {
        Timer.builder("gateway.writes")
                .description("Writes that ended, and how long after their acceptance")
                .tag("tool", entry.tool())
                .tag("outcome", entry.state().columnValue())
                .tag("code", code(entry))
                .serviceLevelObjectives(WITHIN)
                .register(registry)
                .record(age);
    }

    /** The code of the error a refused write ended with. */
    private static String code(LedgerEntry entry) {
        return entry.result()
                .flatMap(result -> result.path("error").path("code").stringValueOpt())
                .orElse("none");
    }
}
