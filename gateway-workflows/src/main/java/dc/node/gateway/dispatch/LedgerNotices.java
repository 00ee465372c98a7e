package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.LedgerStore;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hears which writes other processes have ended. A notice can be missed: so each second the ledger is asked about all that is
 * waited for.
 */
@Component
class LedgerNotices implements NoticeListener {

    private static final Logger log = LoggerFactory.getLogger(LedgerNotices.class);

    private final LedgerStore ledger;
    private final ResultWaiters waiters;

    LedgerNotices(LedgerStore ledger, ResultWaiters waiters) {
        this.ledger = ledger;
        this.waiters = waiters;
    }

    @Override
    public String channel() {
        return LedgerStore.ENDED_CHANNEL;
    }

    @Override
    public void onNotice(String payload) {
        operationId(payload).filter(waiters::isWaitedFor).flatMap(ledger::find).ifPresent(waiters::tell);
    }

    @Override
    public void onTick() {
        Set<UUID> waitedFor = waiters.operationIds();
        if (!waitedFor.isEmpty()) {
            ledger.findAll(waitedFor).stream()
                    .filter(entry -> entry.state().ended())
                    .forEach(waiters::tell);
        }
    }

    /** Empty for a notice that is not ours. */
    private static Optional<UUID> operationId(String payload) {
        try {
            return Optional.of(UUID.fromString(payload));
        } catch (IllegalArgumentException e) {
            log.debug("A notice that is no operation id was passed over");
            return Optional.empty();
        }
    }
}
