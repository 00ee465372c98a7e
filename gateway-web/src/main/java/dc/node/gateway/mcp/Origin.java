package dc.node.gateway.mcp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A web origin in its normal form: lower case, and with the port written out. */
record Origin(String scheme, String host, int port) {

    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Empty if the text is anything but {@code http(s)://host[:port]}, as for the origin {@code null}. */
    static Optional<Origin> parse(String text) {
        try {
            URI uri = new URI(text.toLowerCase(Locale.ROOT));
            boolean secure = "https".equals(uri.getScheme());
            boolean web = secure || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null || !uri.equals(originOf(uri))) {
                return Optional.empty();
            }
            int defaultPort = secure ? 443 : 80;
            return Optional.of(
                    new Origin(uri.getScheme(), uri.getHost(), uri.getPort() < 0 ? defaultPort : uri.getPort()));
        } catch (URISyntaxException notAnOrigin) {
            return Optional.empty();
        }
    }

    static boolean isLoopback(String host) {
        return LOOPBACK_HOSTS.contains(host.toLowerCase(Locale.ROOT));
    }

    boolean isLoopback() {
        return isLoopback(host);
    }

    /** The URI without user, path, query and fragment. */
    private static URI originOf(URI uri) throws URISyntaxException {
        return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
    }
}
