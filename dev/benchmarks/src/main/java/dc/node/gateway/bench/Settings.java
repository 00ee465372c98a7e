package dc.node.gateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run shall do.
 *
 * @param seed    where idempotency keys begin, and in which order agents are visited as the gateway grows
 * @param rounds  how often each measure is taken; at least 1
 * @param time    how long each measure takes in each round
 * @param warmUp  how long each measure runs before the first round
 * @param starts  how often the gateway's start is timed
 * @param callers numbers of concurrent callers
 * @param only    ids of measures
 * @param growth  whether to see what the gateway costs when there is much of everything
 * @param peers   names of other products that are measured beside it
 * @param folder  where data and logs go; empty: a temporary folder, deleted after a good run
 * @param jfr     where profiles of the gateway go
 */
record Settings(
        long seed,
        int rounds,
        Duration time,
        Duration warmUp,
        int starts,
        List<Integer> callers,
        Set<String> only,
        boolean growth,
        List<String> peers,
        Optional<Path> folder,
        Optional<Path> jfr) {}
