package dc.node.gateway.sessions.workflow;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A write whose turn has come.
 *
 * @param summary the line shown beside it, made of tool and target
 * @param issueKey the issue's key, such as {@code CORE-12}; empty where it is not known, and for a new issue
 * @param acceptedAt when it was accepted, from when its time counts
 */
public record HandedWrite(
        UUID operationId, String tool, String summary, Optional<String> issueKey, Instant acceptedAt) {}
