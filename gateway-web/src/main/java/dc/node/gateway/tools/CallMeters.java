package dc.node.gateway.tools;

import dc.node.gateway.tools.catalogue.ToolDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * {@code gateway.calls}: each call of a tool with the time until its answer. What it ended with is {@code ok}, {@code queued}
 * or what the trail would call it: a set that no caller can make larger.
 */
@Component
class CallMeters {

    /** In place of a name that is no tool's, for callers may send any. */
    private static final String NO_TOOL = "none";

    private static final Duration[] WITHIN = {
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(Optional<ToolDefinition> tool, ToolOutcome outcome, Duration took) {
        switch (outcome) {
            case ToolOutcome.Success(var body) ->
                record(tool, body.path("queued").asBoolean(false) ? "queued" : "ok", took);
            case ToolOutcome.Failure(var error) -> record(tool, error.code().wireName(), took);
            case ToolOutcome.UnknownTool unknown -> record(tool, "unknown_tool", took);
        }
    }

    /** The gateway itself failed. */
    void failed(Optional<ToolDefinition> tool, Duration took) {
        record(tool, "gateway_fault", took);
    }

    private void record(Optional<ToolDefinition> tool, String outcome, Duration took) {
        Timer.builder("gateway.calls")
                .description("Calls of tools, and how long until the answer")
                .tag("tool", tool.map(ToolDefinition::name).orElse(NO_TOOL))
                .tag("outcome", outcome)
                .serviceLevelObjectives(WITHIN)
                .register(registry)
                .record(took);
    }
}
