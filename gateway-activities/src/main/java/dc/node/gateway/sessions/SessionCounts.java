package dc.node.gateway.sessions;

/** How the writes of a session stand, its start and finish left out. */
public record SessionCounts(int landed, int pending, int rejected) {}
