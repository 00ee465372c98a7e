package dc.node.gateway.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the ledger remembers.
 *
 * @param keyMemory how long an idempotency key answers with its first result, from the write's acceptance; as long after
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
        if (!keyMemory.isPositive() || !duplicateWindow.isPositive()) {
            throw new IllegalArgumentException(
                    "gateway.ledger.key-memory and gateway.ledger.duplicate-window must be longer than zero");
        }
    }
}
