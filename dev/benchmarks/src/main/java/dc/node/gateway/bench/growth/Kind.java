package dc.node.gateway.bench.growth;

import java.util.List;

/** What there may be much of. */
public enum Kind {
    AGENTS("agents", 100, 1_000, 10_000),
    ROWS("rows of ledger and audit each", 1_000, 100_000, 1_000_000),
    SESSIONS("open sessions", 10, 100, 1_000);

    private final String label;
    private final int small;
    private final int middle;
    private final int large;

    Kind(String label, int small, int middle, int large) {
        this.label = label;
        this.small = small;
        this.middle = middle;
        this.large = large;
    }

    public String label() {
        return label;
    }

    public int smallest() {
        return small;
    }

    public int largest() {
        return large;
    }

    /** Smallest first. */
    List<Integer> sizes() {
        return List.of(small, middle, large);
    }
}
