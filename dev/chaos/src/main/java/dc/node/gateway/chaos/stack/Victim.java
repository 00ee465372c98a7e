package dc.node.gateway.chaos.stack;

/** A process that faults happen to. */
public enum Victim {
    POSTGRES(1, "Postgres"),
    TEMPORAL(2, "Temporal"),
    TASKER(3, "Tasker"),
    GATEWAY_1(5, "gateway 1"),
    GATEWAY_2(6, "gateway 2");

    private final int startOrder;
    private final String label;

    Victim(int startOrder, String label) {
        this.startOrder = startOrder;
        this.label = label;
    }

    /** When it is started among others, lowest first: a gateway needs the rest. After Tasker, 4 is free for its faults. */
    public int startOrder() {
        return startOrder;
    }

    public String label() {
        return label;
    }

    public boolean isGateway() {
        return this == GATEWAY_1 || this == GATEWAY_2;
    }
}
