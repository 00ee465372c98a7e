package dc.node.gateway.sessions.workflow;

import java.util.UUID;

/**
 * A write whose turn has come.
 *
 * @param summary the line shown beside it, made of tool and issue key
 */
public record HandedWrite(UUID operationId, String tool, String summary) {}
