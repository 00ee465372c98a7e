package dc.node.gateway.writes;

import tools.jackson.databind.node.ObjectNode;

/** The rules on one tool's arguments that a schema cannot say and that need no Tasker to be checked. */
public interface ArgumentCheck {

    /** The tool's name in the contract, which is the activity's type as well. */
    String name();

    /**
     * Checks arguments that already match the schema, before the call is accepted.
     *
     * @throws dc.node.gateway.outcome.CallRefusedException when they break a rule
     */
    void check(ObjectNode arguments);
}
