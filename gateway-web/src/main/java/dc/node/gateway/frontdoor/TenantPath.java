package dc.node.gateway.frontdoor;

import dc.node.gateway.identity.Agent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes within a tenant.
 *
 * @param prefix {@code /t/} and the tenant's name as they stand before the path, or nothing, which is the default tenant
 * @param path the rest, which begins with a slash
 */
record TenantPath(String tenant, String prefix, String path) {

    private static final Pattern FORM =
            Pattern.compile("(?<prefix>/t/(?<tenant>" + Agent.TENANT_NAME + "))(?<path>/.*)", Pattern.DOTALL);

    /** @param path decoded, and spelled as {@link RequestPath} demands */
    static TenantPath of(String path) {
        Matcher matcher = FORM.matcher(path);
        return matcher.matches()
                ? new TenantPath(matcher.group("tenant"), matcher.group("prefix"), matcher.group("path"))
                : new TenantPath(Agent.DEFAULT_TENANT, "", path);
    }

    /** Where the document about the MCP endpoint of this tenant is, with the endpoint's path inserted (RFC 9728, section 3.1). */
    String metadataPath() {
        return ProtectedResourceController.METADATA_PATH + (prefix.isEmpty() ? "" : prefix + "/mcp");
    }
}
