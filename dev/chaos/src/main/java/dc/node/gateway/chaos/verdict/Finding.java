package dc.node.gateway.chaos.verdict;

/**
 * One breach of the promise.
 *
 * @param operationId which write; empty for one that has no operation
 * @param sentence    what is wrong, with the facts needed to look further
 */
public record Finding(Kind kind, String operationId, String sentence) {

    /** Ways to break the promise. */
    public enum Kind {
        /** Said to have succeeded, but its effect is not in Tasker. */
        LOST("lost"),
        /** More than one effect where there must be one. */
        DOUBLED("doubled"),
        /** Took effect before an earlier write of the same agent on the same issue. */
        OUT_OF_ORDER("out of order"),
        /** Accepted, and not ended after recovery. */
        UNRESOLVED("unresolved"),
        /** Two records that cannot both be true. */
        CONTRADICTED("contradicted"),
        /** Refused, though nothing the agents send is refusable. */
        UNEXPLAINED("refused without a reason");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
