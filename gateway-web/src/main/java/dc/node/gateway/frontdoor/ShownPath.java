package dc.node.gateway.frontdoor;

import static java.util.stream.Collectors.joining;

import dc.node.gateway.identity.Agent;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path as it may be kept: what callers put into it by mistake, such as a token or a pairing code, is left out. Only words
 * that paths of ours have, ids, tenants and names of tools stay; whatever else stands between two slashes becomes a star.
 */
final class ShownPath {

    static final Set<String> WORDS = Set.of(
            "",
            ".well-known",
            "agent-session",
            "agents",
            "api",
            "audit",
            "block",
            "capabilities",
            "card-guide",
            "client-config",
            "close",
            "disable",
            "enable",
            "export",
            "grants",
            "healthz",
            "idp-providers",
            "mcp",
            "meta",
            "metrics",
            "oauth-protected-resource",
            "openapi.json",
            "owners",
            "pairing",
            "pairing-codes",
            "projects",
            "readyz",
            "redeem",
            "rotate",
            "tokens",
            "tools",
            "unblock",
            "v1",
            "work-sessions");

    private static final Pattern ID_OR_TOOL =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|tasker_[a-z_]{1,50}");

    private static final Pattern TENANT = Pattern.compile("/t/" + Agent.TENANT_NAME + "/");
    private static final int MOST_SEGMENTS = 12;

    private ShownPath() {}

    /** @param path as it was sent */
    static String of(String path) {
        Matcher tenant = TENANT.matcher(path);
        return tenant.lookingAt() ? tenant.group() + masked(path.substring(tenant.end())) : masked(path);
    }

    private static String masked(String path) {
        return Arrays.stream(path.split("/", -1))
                .limit(MOST_SEGMENTS)
                .map(segment -> isShown(segment) ? segment : "*")
                .collect(joining("/"));
    }

    private static boolean isShown(String segment) {
        return WORDS.contains(segment) || ID_OR_TOOL.matcher(segment).matches();
    }
}
