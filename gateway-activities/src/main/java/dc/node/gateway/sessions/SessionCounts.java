package dc.node.gateway.sessions;

/** How the writes of a session stand, its start and finish left out. */
public record SessionCounts(int landed, int pending, int rejected) {

    public static final SessionCounts NONE = new SessionCounts(0, 0, 0);
}
