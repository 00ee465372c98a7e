package dc.node.gateway.config;

/** What one process does ({@code GATEWAY_ROLE}), so that answering calls and running writes can be scaled apart. */
public enum GatewayRole {
    /** Answers calls and hands writes to Temporal. */
    WEB,
    /** Runs writes and sweeps. */
    WORKER,
    /** Both, the default. */
    ALL
}
