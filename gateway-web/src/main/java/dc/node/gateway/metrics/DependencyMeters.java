package dc.node.gateway.metrics;

import dc.node.gateway.dispatch.WriteDispatcher;
import dc.node.gateway.tasker.TaskerAvailability;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** {@code gateway.tasker.up} and {@code gateway.temporal.up}: what this process knows, without asking anybody. */
@Component
class DependencyMeters {

    DependencyMeters(TaskerAvailability tasker, WriteDispatcher dispatcher, MeterRegistry registry) {
        Gauge.builder("gateway.tasker.up", tasker, known -> known.knownDown() ? 0 : 1)
                .description("0 while Tasker is known to be down and is not called")
                .register(registry);
        Gauge.builder("gateway.temporal.up", dispatcher, known -> known.temporalReachable() ? 1 : 0)
                .description("0 when Temporal was out of reach for the last write given to it")
                .register(registry);
    }
}
