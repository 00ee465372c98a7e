package dc.node.gateway.ledger;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The one place where operation ids and generated keys come from. */
@Component
public class OperationIds {

    /** A time-ordered id (UUIDv7, RFC 9562). */
    public UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** A key for a caller that sent none. */
    public String nextKey() {
        return "gw-" + UuidCreator.getRandomBased();
    }
}
