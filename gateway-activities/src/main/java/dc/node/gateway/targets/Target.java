package dc.node.gateway.targets;

import java.util.Optional;
import java.util.UUID;

/**
 * What a call is about, as far as it is known.
 *
 * @param label what a person calls it: the issue's key, the project's identifier, or an id where neither is known
 */
public record Target(Optional<UUID> projectId, Optional<UUID> issueId, String label) {

    /** The target of a call about everything the agent may see. */
    public static final Target EVERYTHING = new Target(Optional.empty(), Optional.empty(), "all");
}
