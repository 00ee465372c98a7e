package dc.node.gateway.tasker;

import java.util.Optional;
import java.util.UUID;

/** A comment on an issue. */
public record Comment(UUID id, Optional<Person> author, Optional<String> createdAt, String commentHtml) {}
