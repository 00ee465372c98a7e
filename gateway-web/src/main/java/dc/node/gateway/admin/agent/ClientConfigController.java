package dc.node.gateway.admin.agent;

import dc.node.gateway.frontdoor.GatewayProperties;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What to write into which file so that an agent's client finds the gateway. */
@RestController
class ClientConfigController {

    private final AgentFinder finder;
    private final GatewayProperties properties;

    ClientConfigController(AgentFinder finder, GatewayProperties properties) {
        this.finder = finder;
        this.properties = properties;
    }

    @Operation(summary = "Show how a client is connected as this agent; the token is not in it")
    @GetMapping("/api/v1/agents/{id}/client-config")
    public ClientConfigView show(
            @PathVariable UUID id,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"codex", "claude-code", "cursor", "vscode", "generic"}))
                    @RequestParam
                    String client) {
        Agent agent = finder.require(id);
        McpClient known = McpClient.named(client)
                .orElseThrow(() -> Problems.invalid("client must be one of %s.".formatted(McpClient.names())));
        return known.config(properties.mcpOf(agent.tenant()));
    }
}
