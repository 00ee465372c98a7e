package dc.node.gateway.frontdoor;

import dc.node.gateway.identity.Agent;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway is known to the outside, and who administers it.
 *
 * @param publicUrl where clients reach it ({@code GATEWAY_PUBLIC_URL}), without a slash at its end; the MCP endpoint under
 *     it is the resource that tokens are for
 * @param adminToken the credential of the administrative API ({@code GATEWAY_ADMIN_TOKEN}); at least 32 characters; when it
 *     is blank that API is off
 */
@ConfigurationProperties("gateway")
public record GatewayProperties(
        URI publicUrl, @DefaultValue("") String adminToken) {

    /** Of which at random nobody guesses one, however quickly the gateway answers. */
    private static final int LEAST_ADMIN_TOKEN = 32;

    public GatewayProperties {
        boolean web = "http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme());
        if (!web || publicUrl.getHost() == null || publicUrl.getQuery() != null || publicUrl.getFragment() != null) {
            throw new IllegalArgumentException(
                    "gateway.public-url (GATEWAY_PUBLIC_URL) is '%s', which is not of the form https://host[:port]"
                            .formatted(publicUrl));
        }
        publicUrl = URI.create(publicUrl.toString().replaceAll("/+$", ""));
        adminToken = adminToken.strip();
        if (!adminToken.isEmpty() && adminToken.length() < LEAST_ADMIN_TOKEN) {
            throw new IllegalArgumentException(
                    ("gateway.admin-token (GATEWAY_ADMIN_TOKEN) has %d characters, and %d at least are needed:"
                                    + " 'openssl rand -hex 32' makes a good one")
                            .formatted(adminToken.length(), LEAST_ADMIN_TOKEN));
        }
    }

    /** The public address of a path of ours, which begins with a slash. */
    public URI at(String path) {
        return URI.create(publicUrl + path);
    }

    /** The public address of a tenant's MCP endpoint: the resource that its tokens are for. */
    public URI mcpOf(String tenant) {
        return at(tenant.equals(Agent.DEFAULT_TENANT) ? "/mcp" : "/t/" + tenant + "/mcp");
    }

    @Override
    public String toString() {
        return "GatewayProperties[publicUrl=" + publicUrl + "]";
    }
}
