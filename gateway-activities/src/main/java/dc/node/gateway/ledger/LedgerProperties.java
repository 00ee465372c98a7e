package dc.node.gateway.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the ledger remembers.
 *
 * @param keyMemory how long an idempotency key answers with its first result, from the write's acceptance, a day at least; as long after
 *     its end the write is forgotten whole, a refusal nobody has read included
 * @param duplicateWindow how long equal calls without a key count as one; clients send one call twice, milliseconds
 *     apart
 */
@Validated
@ConfigurationProperties("gateway.ledger")
public record LedgerProperties(
        @DefaultValue("30d") Duration keyMemory,
        @DefaultValue("5s") Duration duplicateWindow) {

    public LedgerProperties {
        // The day's writes are counted in the ledger.
        if (keyMemory.compareTo(Duration.ofDays(1)) < 0 || !duplicateWindow.isPositive()) {
            throw new IllegalArgumentException("gateway.ledger.key-memory must be at least a day, and"
                    + " gateway.ledger.duplicate-window longer than zero");
        }
    }
}
