package dc.node.gateway.frontdoor;

/** The ways in. */
public enum Entrance {
    /** Nobody is asked. */
    OPEN,
    /** For agents, with their token. */
    AGENTS,
    /** For administrators, with their credential. */
    ADMINISTRATORS
}
