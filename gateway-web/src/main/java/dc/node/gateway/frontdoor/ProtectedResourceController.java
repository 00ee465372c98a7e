package dc.node.gateway.frontdoor;

import com.fasterxml.jackson.annotation.JsonInclude;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.provider.IdentityProviderStore;
import dc.node.gateway.problem.Problems;
import java.net.URI;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Tells clients how to authenticate at the MCP endpoint of a tenant (RFC 9728): with a token of one of these authorization
 * servers, or with one the gateway's administrator issued. A tenant learns of its own providers only, and a name nobody uses
 * is answered like a tenant without providers.
 */
@RestController
class ProtectedResourceController {

    static final String METADATA_PATH = "/.well-known/oauth-protected-resource";

    private final GatewayProperties properties;
    private final IdentityProviderStore providers;

    ProtectedResourceController(GatewayProperties properties, IdentityProviderStore providers) {
        this.properties = properties;
        this.providers = providers;
    }

    @GetMapping({METADATA_PATH, METADATA_PATH + "/mcp"})
    ProtectedResource show() {
        return resource(Agent.DEFAULT_TENANT);
    }

    @GetMapping(METADATA_PATH + "/t/{tenant}/mcp")
    ProtectedResource show(@PathVariable String tenant) {
        if (!tenant.matches(Agent.TENANT_NAME)) {
            throw Problems.notFound("There is no such resource.");
        }
        return resource(tenant);
    }

    private ProtectedResource resource(String tenant) {
        return new ProtectedResource(
                properties.mcpOf(tenant), "Tasker Gateway", List.of("header"), providers.enabledIssuers(tenant));
    }

    /** @param authorizationServers left out when there are none, as the RFC has it */
    @JsonNaming(SnakeCaseStrategy.class)
    record ProtectedResource(
            URI resource,
            String resourceName,
            List<String> bearerMethodsSupported,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> authorizationServers) {}
}
