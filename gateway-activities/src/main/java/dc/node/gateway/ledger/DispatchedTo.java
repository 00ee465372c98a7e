package dc.node.gateway.ledger;

import java.util.Locale;

/** What Temporal was given a write as. */
public enum DispatchedTo {
    /** A signal to the workflow of its session. */
    SESSION,
    /** An activity of its own. */
    ACTIVITY;

    String columnValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DispatchedTo fromColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
