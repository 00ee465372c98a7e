package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.stream.StreamLimits;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the MCP endpoint.
 *
 * @param allowedOrigins origins of web pages that may call it, each as {@code https://host[:port]}; none by default.
 *     Pages on a loopback host may always call a gateway addressed by a loopback host.
 * @param sessionIdle after how long without a use a session ends, 24 hours by default; an open stream is a use
 * @param streams the most streams open in this process, 4,000 by default; with the calls under way they must stay within
 *     Tomcat's {@code max-connections}, which is 8,192
 * @param streamsPerAgent the most streams of one agent open in this process, 50 by default
 * @param streamKeepAlive after how long a silence on a stream a comment is sent, so that nobody between takes it for
 *     dead; 15 seconds by default
 * @param streamRecheck how often all open streams are checked, beside the checks that notices ask for; 10
 *     seconds by default
 * @param batchWait how long the calls of a batch wait for their writes, all together; 8 seconds by default, as long as a single
 *     call does
 */
@ConfigurationProperties("gateway.mcp")
public record McpProperties(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("24h") Duration sessionIdle,
        @DefaultValue("4000") int streams,
        @DefaultValue("50") int streamsPerAgent,
        @DefaultValue("15s") Duration streamKeepAlive,
        @DefaultValue("10s") Duration streamRecheck,
        @DefaultValue("8s") Duration batchWait) {

    public McpProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedOrigins.forEach(McpProperties::origin);
        requirePositive(sessionIdle, "session-idle");
        requirePositive(streamKeepAlive, "stream-keep-alive");
        requirePositive(streamRecheck, "stream-recheck");
        requirePositive(batchWait, "batch-wait");
        requirePositive(streams, "streams");
        requirePositive(streamsPerAgent, "streams-per-agent");
    }

    List<Origin> origins() {
        return allowedOrigins.stream().map(McpProperties::origin).toList();
    }

    StreamLimits streamLimits() {
        return new StreamLimits(streamsPerAgent, streams, streamKeepAlive, streamRecheck);
    }

    private static void requirePositive(Duration duration, String name) {
        requireNonNull(duration, name);
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("gateway.mcp.%s must be more than 0".formatted(name));
        }
    }

    private static void requirePositive(int number, String name) {
        if (number < 1) {
            throw new IllegalArgumentException("gateway.mcp.%s must be at least 1".formatted(name));
        }
    }

    private static Origin origin(String text) {
        return Origin.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "gateway.mcp.allowed-origins has '%s', which is not of the form https://host[:port]"
                                .formatted(text)));
    }
}
