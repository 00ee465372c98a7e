package dc.node.gateway.blocks;

/**
 * One thing that is wrong with an argument.
 *
 * @param field JSON pointer into the tool's arguments, such as {@code /items/2/text}
 * @param message a sentence that tells the agent what to send instead
 */
public record BlockProblem(String field, String message) {}
