package dc.node.gateway.tools.catalogue;

/**
 * One thing wrong with a call's arguments.
 *
 * @param pointer JSON Pointer (RFC 6901) of the offending place; of a missing or an unknown property it names that
 *     property, as in {@code /issue_id}
 * @param message a sentence that tells the agent what belongs there; it never repeats the value that was sent
 */
public record ArgumentProblem(String pointer, String message) {}
