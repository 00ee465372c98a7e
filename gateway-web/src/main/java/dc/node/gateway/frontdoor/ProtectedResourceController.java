package dc.node.gateway.frontdoor;

import java.net.URI;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Tells clients how to authenticate at the MCP endpoint (RFC 9728). No authorization server issues its tokens. */
@RestController
class ProtectedResourceController {

    static final String METADATA_PATH = "/.well-known/oauth-protected-resource";

    private final ProtectedResource mcp;

    ProtectedResourceController(GatewayProperties properties) {
        this.mcp = new ProtectedResource(properties.at("/mcp"), "Tasker Gateway", List.of("header"));
    }

    @GetMapping({METADATA_PATH, METADATA_PATH + "/mcp"})
    ProtectedResource show() {
        return mcp;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record ProtectedResource(URI resource, String resourceName, List<String> bearerMethodsSupported) {}
}
