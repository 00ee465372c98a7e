package dc.node.tasker.sandbox.store;

import dc.node.tasker.sandbox.store.Issue.Person;
import java.time.Instant;
import java.util.Optional;

/** A comment to add, all of it already checked. */
public record NewComment(
        String id,
        String issueId,
        String projectId,
        Person author,
        String commentHtml,
        Optional<ExternalId> externalId,
        Instant createdAt) {}
