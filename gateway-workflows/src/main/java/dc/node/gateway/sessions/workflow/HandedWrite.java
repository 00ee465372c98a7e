package dc.node.gateway.sessions.workflow;

import java.time.Instant;
import java.util.UUID;

/**
 * A write whose turn has come.
 *
 * @param summary the line shown beside it, made of tool and issue key
 * @param acceptedAt when it was accepted, from when its time counts
 */
public record HandedWrite(UUID operationId, String tool, String summary, Instant acceptedAt) {}
