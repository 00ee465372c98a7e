package dc.node.gateway.sessions;

/**
 * A write of a session that was refused for good.
 *
 * @param target the key or the project's identifier where known
 * @param reason the sentence its agent was told
 */
public record RejectedWrite(String tool, String target, String reason) {

    public String sentence() {
        return tool + " on " + target + ": " + reason;
    }
}
