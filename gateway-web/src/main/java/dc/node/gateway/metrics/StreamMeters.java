package dc.node.gateway.metrics;

import dc.node.gateway.mcp.stream.StreamHub;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** {@code gateway.mcp.streams}: how many this process holds open. */
@Component
class StreamMeters {

    StreamMeters(StreamHub hub, MeterRegistry registry) {
        Gauge.builder("gateway.mcp.streams", hub, StreamHub::size)
                .description("Streams that MCP clients hold open to be told of changes")
                .register(registry);
    }
}
