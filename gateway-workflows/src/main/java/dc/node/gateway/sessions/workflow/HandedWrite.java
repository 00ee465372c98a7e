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
 * @param again whether it is handed over once more, for the ledger holds it for unended and no workflow for under way; absent
 *     in histories of releases that did not tell, as the next two are
 * @param workspaceSlug the workspace of its project, where known
 * @param projectIdentifier the identifier of its project, such as {@code CORE}, where known
 */
public record HandedWrite(
        UUID operationId,
        String tool,
        String summary,
        Optional<String> issueKey,
        Instant acceptedAt,
        Optional<Boolean> again,
        Optional<String> workspaceSlug,
        Optional<String> projectIdentifier) {}
