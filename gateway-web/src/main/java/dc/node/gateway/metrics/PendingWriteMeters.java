package dc.node.gateway.metrics;

import dc.node.gateway.ledger.PendingWriteStore;
import dc.node.gateway.ledger.PendingWrites;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * {@code gateway.writes.pending} and {@code gateway.writes.oldest.pending.seconds}: the ledger's writes that have not ended,
 * as of a look each ten seconds, so that a scrape never waits for the database. Not a number while it is out of reach.
 */
@Component
class PendingWriteMeters {

    private static final Logger log = LoggerFactory.getLogger(PendingWriteMeters.class);

    private final PendingWriteStore writes;
    private final Clock clock;
    private volatile Optional<PendingWrites> latest = Optional.empty();

    PendingWriteMeters(PendingWriteStore writes, MeterRegistry registry, Clock clock) {
        this.writes = writes;
        this.clock = clock;
        pending(registry, "accepted", PendingWrites::accepted);
        pending(registry, "dispatched", PendingWrites::dispatched);
        Gauge.builder("gateway.writes.oldest.pending.seconds", this, meters -> meters.read(meters::secondsWaited))
                .description("Age of the oldest write that has not ended; 0 without one")
                .register(registry);
    }

    @Scheduled(fixedDelay = 10_000)
    void look() {
        try {
            latest = Optional.of(writes.count());
        } catch (DataAccessException | TransactionException e) {
            latest = Optional.empty();
            log.debug("The writes that wait cannot be counted", e);
        }
    }

    private void pending(MeterRegistry registry, String state, ToDoubleFunction<PendingWrites> count) {
        Gauge.builder("gateway.writes.pending", this, meters -> meters.read(count))
                .description("Writes that have not ended")
                .tag("state", state)
                .register(registry);
    }

    private double read(ToDoubleFunction<PendingWrites> value) {
        return latest.map(value::applyAsDouble).orElse(Double.NaN);
    }

    private double secondsWaited(PendingWrites pending) {
        Instant now = clock.instant();
        return pending.oldestAcceptedAt()
                .map(acceptedAt -> Duration.between(acceptedAt, now).toMillis() / 1_000.0)
                .orElse(0.0);
    }
}
