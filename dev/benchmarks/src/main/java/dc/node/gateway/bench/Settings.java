package dc.node.gateway.bench;

import dc.node.gateway.bench.report.Plan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run shall do.
 *
 * @param plan    what it measures
 * @param figures where all it finds goes, as JSON
 * @param folder  where data and logs go; empty: a temporary folder, deleted after a good run
 * @param jfr     where profiles of the gateway go
 */
record Settings(Plan plan, Path figures, Optional<Path> folder, Optional<Path> jfr) {}
