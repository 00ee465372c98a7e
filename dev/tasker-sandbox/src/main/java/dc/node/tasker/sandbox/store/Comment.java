package dc.node.tasker.sandbox.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dc.node.tasker.sandbox.store.Issue.Person;
import java.util.Optional;

/** A comment as the adapter shows it; {@code seq} is its place in the order of writing. */
public record Comment(
        @JsonIgnore long seq,
        String id,
        String issueId,
        Person author,
        String commentHtml,
        String createdAt,
        Optional<String> externalSource,
        Optional<String> externalId) {}
