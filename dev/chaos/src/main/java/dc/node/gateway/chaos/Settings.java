package dc.node.gateway.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run shall do.
 *
 * @param seed     decides on faults and writes
 * @param writes   how many writes shall be acknowledged, at least 1; a refusal counts as an answer, too
 * @param faults   how many faults strike; a pair counts as two
 * @param agents   how many agents, each with several calls at once
 * @param time     no step of the schedule begins after this; writes that are left are then sent without faults
 * @param recovery how long everything may take to end once all is mended
 * @param leastQueued   how many writes must be answered {@code queued}
 * @param leastInFlight how many writes must be in flight at a fault
 * @param folder   where the stack keeps its data; empty: a temporary folder, deleted unless something was found
 * @param report   where the JSON report goes
 */
record Settings(
        long seed,
        int writes,
        int faults,
        int agents,
        Duration time,
        Duration recovery,
        int leastQueued,
        int leastInFlight,
        Optional<Path> folder,
        Optional<Path> report) {}
