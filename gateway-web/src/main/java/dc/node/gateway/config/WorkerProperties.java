package dc.node.gateway.config;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How workers treat Tasker.
 *
 * @param writesPerSecond the most attempts at writes that all workers together begin in a second ({@code
 *     gateway.workers.writes-per-second}); unlimited where it is not set. What has to wait is taken from each agent in
 *     turn, if Temporal has {@code matching.enableFairness}.
 */
@ConfigurationProperties("gateway.workers")
public record WorkerProperties(Optional<Double> writesPerSecond) {

    public WorkerProperties {
        if (writesPerSecond.filter(rate -> !(rate > 0)).isPresent()) {
            throw new IllegalArgumentException("gateway.workers.writes-per-second must be more than zero");
        }
    }
}
