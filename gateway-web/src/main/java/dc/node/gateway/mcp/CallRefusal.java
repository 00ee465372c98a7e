package dc.node.gateway.mcp;

/** Why the protocol layer refuses a call before it reaches a tool. */
public enum CallRefusal {
    /** The body, or the call in it, cannot be read or breaks a rule of the protocol. */
    INVALID_REQUEST,
    /** The page that calls is of an origin that may not. */
    FOREIGN_ORIGIN
}
