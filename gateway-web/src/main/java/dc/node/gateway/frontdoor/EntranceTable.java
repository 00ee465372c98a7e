package dc.node.gateway.frontdoor;

import static dc.node.gateway.frontdoor.Entrance.ADMINISTRATORS;
import static dc.node.gateway.frontdoor.Entrance.AGENTS;
import static dc.node.gateway.frontdoor.Entrance.OPEN;

import java.util.List;
import java.util.Set;

/** Who may enter where. What no row names is the administrators', so a forgotten path is closed. */
public final class EntranceTable {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> SENDING = Set.of("POST");
    private static final Set<String> ANY = Set.of();

    private static final List<Row> ROWS = List.of(
            new Row(READING, "/healthz", OPEN),
            new Row(READING, "/readyz", OPEN),
            new Row(READING, "/api/v1/meta/capabilities", OPEN),
            new Row(READING, "/.well-known/**", OPEN),
            new Row(SENDING, "/api/v1/pairing/redeem", OPEN),
            new Row(ANY, "/mcp", AGENTS),
            new Row(ANY, "/api/v1/tools/**", AGENTS),
            new Row(ANY, "/api/v1/agent-session/**", AGENTS));

    private EntranceTable() {}

    /**
     * The one way in for such a request.
     *
     * @param path decoded, and in its plain form; where only the entrance matters, a template such as {@code
     *     /api/v1/agents/{id}} will do
     */
    public static Entrance entrance(String method, String path) {
        return ROWS.stream()
                .filter(row -> row.matches(method, path))
                .map(Row::entrance)
                .findFirst()
                .orElse(ADMINISTRATORS);
    }

    /**
     * @param methods any when empty
     * @param pattern a path, or one that ends in {@code /**} and so covers all below it too
     */
    private record Row(Set<String> methods, String pattern, Entrance entrance) {

        private static final String ALL_BELOW = "/**";

        boolean matches(String method, String path) {
            return (methods.isEmpty() || methods.contains(method)) && covers(path);
        }

        private boolean covers(String path) {
            if (!pattern.endsWith(ALL_BELOW)) {
                return path.equals(pattern);
            }
            String base = pattern.substring(0, pattern.length() - ALL_BELOW.length());
            return path.equals(base) || path.startsWith(base + "/");
        }
    }
}
