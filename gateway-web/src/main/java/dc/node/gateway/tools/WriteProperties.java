package dc.node.gateway.tools;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How writes are answered.
 *
 * @param waitBudget how long a call waits for its write to take effect before it is answered {@code queued}
 */
@Validated
@ConfigurationProperties("gateway.writes")
public record WriteProperties(@DefaultValue("8s") Duration waitBudget) {

    public WriteProperties {
        if (waitBudget.isNegative() || waitBudget.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("gateway.writes.wait-budget must be between 0 and 1 minute");
        }
    }
}
