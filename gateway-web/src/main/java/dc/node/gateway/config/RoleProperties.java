package dc.node.gateway.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** The role of this process. */
@Validated
@ConfigurationProperties("gateway")
public record RoleProperties(@DefaultValue("all") GatewayRole role) {

    public boolean runsWorkers() {
        return role != GatewayRole.WEB;
    }
}
