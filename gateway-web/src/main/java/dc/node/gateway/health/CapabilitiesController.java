package dc.node.gateway.health;

import com.fasterxml.jackson.annotation.JsonProperty;
import dc.node.gateway.mcp.ServerInfo;
import dc.node.gateway.tools.catalogue.ToolCatalogue;
import dc.node.gateway.tools.catalogue.ToolDefinition;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this gateway offers, without a credential and without naming anything behind it. */
@RestController
class CapabilitiesController {

    private final ServerInfo server;
    private final ToolCatalogue catalogue;

    CapabilitiesController(ServerInfo server, ToolCatalogue catalogue) {
        this.server = server;
        this.catalogue = catalogue;
    }

    record Capabilities(
            String name,
            String version,
            @JsonProperty("mcp_path") String mcpPath,
            @JsonProperty("rest_path") String restPath,
            List<String> tools) {}

    @Operation(summary = "What this gateway offers")
    @GetMapping("/api/v1/meta/capabilities")
    Capabilities capabilities() {
        return new Capabilities(
                server.name(),
                server.version(),
                "/mcp",
                "/api/v1/tools/{name}",
                catalogue.all().stream().map(ToolDefinition::name).toList());
    }
}
