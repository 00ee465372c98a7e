package dc.node.gateway.mcp;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMapper;
import dc.node.gateway.mcp.jsonrpc.MessageReader;
import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import dc.node.gateway.mcp.model.ServerCapabilities;
import jakarta.servlet.http.HttpServlet;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves MCP at {@code /mcp}. Needs a {@link ServerInfo} and a {@link ToolProvider}, and before the servlet a filter that
 * authenticates the caller.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpProperties.class)
public class McpConfiguration {

    private static final String PATH = "/mcp";

    /** Nothing tells a client that its list changed: it asks again when the list's time to live has passed. */
    private static final ServerCapabilities.Tools TOOLS = new ServerCapabilities.Tools(false);

    @Bean
    ServletRegistrationBean<HttpServlet> mcpServlet(ServerInfo server, ToolProvider tools, McpProperties properties) {
        ServerCapabilities capabilities = ServerCapabilities.of(TOOLS, tools.logs());
        JsonMapper mapper = JsonRpcMapper.create();
        MessageWriter writer = new MessageWriter(mapper);
        RunningCalls running = new RunningCalls();
        ClientQuestions questions = new ClientQuestions(writer);
        ToolsMethods methods = new ToolsMethods(tools, running, questions, writer, mapper);
        McpEndpoint endpoint = new McpEndpoint(
                new MessageReader(mapper),
                writer,
                new LegacyHandler(server, capabilities, methods),
                new ModernHandler(server, capabilities, methods),
                tools,
                running,
                questions,
                new FaultReporter(() -> UUID.randomUUID().toString()));
        return new ServletRegistrationBean<>(new McpServlet(endpoint, new OriginPolicy(properties.origins())), PATH);
    }
}
