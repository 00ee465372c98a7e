package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.ExpiryStore;
import dc.node.gateway.ledger.LedgerProperties;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps tables from growing for ever: each minute, forgets writes that ended longer ago than keys are remembered, and
 * whatever else has expired. Writes count from the end and not from acceptance, so that a refusal that came late can be read
 * as long as any other.
 */
@Component
public class ExpirySweeper {

    private static final Logger log = LoggerFactory.getLogger(ExpirySweeper.class);

    /** Some 1.4 million a day and process; a short statement, so that it holds up nobody. */
    private static final int BATCH = 1_000;

    private final ExpiryStore ledger;
    private final LedgerProperties properties;
    private final List<Expiring> others;
    private final Clock clock;

    public ExpirySweeper(ExpiryStore ledger, LedgerProperties properties, List<Expiring> others, Clock clock) {
        this.ledger = ledger;
        this.properties = properties;
        this.others = List.copyOf(others);
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 60_000)
    public void sweep() {
        try {
            int forgotten = ledger.forgetEndedBefore(clock.instant().minus(properties.keyMemory()), BATCH);
            if (forgotten > 0) {
                log.info(
                        "Forgot {} writes that ended more than {} days ago",
                        forgotten,
                        properties.keyMemory().toDays());
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Old writes cannot be forgotten now: {}", e.getClass().getSimpleName());
        }
        others.forEach(this::delete);
    }

    private void delete(Expiring rows) {
        try {
            int deleted = rows.deleteExpired(clock.instant(), BATCH);
            if (deleted > 0) {
                log.info("Deleted {} old {}", deleted, rows.what());
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "Old {} cannot be deleted now: {}",
                    rows.what(),
                    e.getClass().getSimpleName());
        }
    }
}
