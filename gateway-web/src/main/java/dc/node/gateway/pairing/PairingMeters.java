package dc.node.gateway.pairing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** {@code gateway.pairings}: attempts to redeem a code, by what became of them. */
@Component
class PairingMeters {

    private final Counter paired;
    private final Counter refused;
    private final Counter limited;

    PairingMeters(MeterRegistry registry) {
        this.paired = counter(registry, "paired");
        this.refused = counter(registry, "refused");
        this.limited = counter(registry, "limited");
    }

    void paired() {
        paired.increment();
    }

    /** The code was not good. */
    void refused() {
        refused.increment();
    }

    /** Turned away unread, for there were too many. */
    void limited() {
        limited.increment();
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("gateway.pairings")
                .description("Attempts to redeem a pairing code")
                .tag("outcome", outcome)
                .register(registry);
    }
}
