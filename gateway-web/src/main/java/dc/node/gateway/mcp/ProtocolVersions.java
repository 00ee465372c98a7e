package dc.node.gateway.mcp;

import java.util.List;

/** The revisions of MCP this server speaks. */
final class ProtocolVersions {

    /** Every request stands alone and names its version itself. */
    static final String MODERN = "2026-07-28";

    /** The newest revision that begins with {@code initialize}. */
    static final String NEWEST_LEGACY = "2025-11-25";

    /** The only revision with batches, and the one to assume where a client sends no version header. */
    static final String WITH_BATCHES = "2025-03-26";

    /** The revisions that begin with {@code initialize}, newest first. */
    static final List<String> LEGACY = List.of(NEWEST_LEGACY, "2025-06-18", WITH_BATCHES);

    /** All of them, newest first. */
    static final List<String> SUPPORTED = List.of(MODERN, NEWEST_LEGACY, "2025-06-18", WITH_BATCHES);

    private ProtocolVersions() {}
}
