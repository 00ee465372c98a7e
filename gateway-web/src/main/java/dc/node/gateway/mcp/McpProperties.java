package dc.node.gateway.mcp;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the MCP endpoint.
 *
 * @param allowedOrigins origins of web pages that may call it, each as {@code https://host[:port]}; none by default.
 *     Pages on a loopback host may always call a gateway addressed by a loopback host.
 */
@ConfigurationProperties("gateway.mcp")
public record McpProperties(@DefaultValue List<String> allowedOrigins) {

    public McpProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedOrigins.forEach(McpProperties::origin);
    }

    List<Origin> origins() {
        return allowedOrigins.stream().map(McpProperties::origin).toList();
    }

    private static Origin origin(String text) {
        return Origin.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "gateway.mcp.allowed-origins has '%s', which is not of the form https://host[:port]"
                                .formatted(text)));
    }
}
