package dc.node.gateway.sessions.workflow;

/** How a write of a session ended, as its workflow sees it. */
enum WriteEnd {
    LANDED,

    /** Refused for good, or cancelled. */
    REJECTED,

    /** Not done within the time a write has. */
    GIVEN_UP
}
