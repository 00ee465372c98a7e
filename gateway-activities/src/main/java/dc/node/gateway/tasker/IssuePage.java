package dc.node.gateway.tasker;

import java.util.List;
import java.util.Optional;

/** One page of a search; {@code nextCursor} is absent on the last. */
public record IssuePage(List<Issue> issues, Optional<String> nextCursor) {}
