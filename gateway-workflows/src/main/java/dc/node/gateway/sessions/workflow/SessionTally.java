package dc.node.gateway.sessions.workflow;

/**
 * How the writes ended that the workflow has run, the finish among them.
 *
 * @param rejected refused for good, or cancelled
 * @param givenUp not done within the time a write has
 */
public record SessionTally(int landed, int rejected, int givenUp) {

    static final SessionTally NONE = new SessionTally(0, 0, 0);

    int ended() {
        return landed + rejected + givenUp;
    }

    SessionTally plus(WriteEnd end) {
        return switch (end) {
            case LANDED -> new SessionTally(landed + 1, rejected, givenUp);
            case REJECTED -> new SessionTally(landed, rejected + 1, givenUp);
            case GIVEN_UP -> new SessionTally(landed, rejected, givenUp + 1);
        };
    }
}
