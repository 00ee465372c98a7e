package dc.node.gateway.mcp;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMapper;
import dc.node.gateway.mcp.jsonrpc.MessageReader;
import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import dc.node.gateway.mcp.model.ServerCapabilities;
import dc.node.gateway.mcp.stream.StreamAccess;
import dc.node.gateway.mcp.stream.StreamHub;
import jakarta.servlet.http.HttpServlet;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves MCP at {@code /mcp}. Needs a {@link ServerInfo}, a {@link ToolProvider}, a {@link SessionRegistry} and a {@link
 * StreamAccess}, and before the servlet a filter that authenticates the caller.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpProperties.class)
public class McpConfiguration {

    private static final String PATH = "/mcp";

    /** Whoever has a stream open is told that its list has changed; others ask again when its time to live has passed. */
    private static final ServerCapabilities.Tools TOOLS = new ServerCapabilities.Tools(true);

    @Bean
    StreamHub streamHub(StreamAccess access, McpProperties properties) {
        return new StreamHub(access, properties.streamLimits());
    }

    @Bean
    ServletRegistrationBean<HttpServlet> mcpServlet(
            ServerInfo server,
            ToolProvider tools,
            SessionRegistry sessions,
            StreamAccess access,
            StreamHub hub,
            McpProperties properties) {
        ServerCapabilities capabilities = ServerCapabilities.of(TOOLS, tools.logs());
        JsonMapper mapper = JsonRpcMapper.create();
        MessageWriter writer = new MessageWriter(mapper);
        RunningCalls running = new RunningCalls();
        ClientQuestions questions = new ClientQuestions(writer);
        StreamLoop loop = new StreamLoop(properties.streamLimits().keepAlive());
        ToolsMethods methods = new ToolsMethods(tools, running, questions, writer, mapper);
        McpEndpoint endpoint = new McpEndpoint(
                new MessageReader(mapper),
                writer,
                new LegacyHandler(server, capabilities, methods, sessions, access),
                new ModernHandler(
                        server, capabilities, methods, new ModernSubscriptions(hub, access, loop, writer, server)),
                tools,
                running,
                sessions,
                questions,
                new FaultReporter(() -> UUID.randomUUID().toString()),
                properties.batchWait());
        LegacyStreams streams = new LegacyStreams(hub, access, sessions, loop, writer);
        return new ServletRegistrationBean<>(
                new McpServlet(endpoint, streams, new OriginPolicy(properties.origins())), PATH);
    }
}
