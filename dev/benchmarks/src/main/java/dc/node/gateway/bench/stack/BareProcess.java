package dc.node.gateway.bench.stack;

import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.report.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Bare activities against one Temporal server, with the collector that the gateway has. */
public final class BareProcess implements AutoCloseable {

    /** How long calls may take that are under way when the time is over. */
    private static final Duration LAST_CALLS = Duration.ofMinutes(2);

    private final ChildProcess process;
    private final long temporalPid;

    BareProcess(String name, String temporalAddress, long temporalPid, int stubPort, Path logs) {
        this.temporalPid = temporalPid;
        this.process = new ChildProcess(
                "The process of bare activities",
                logs,
                name + ".log",
                List.of("-XX:+UseSerialGC"),
                List.of("bare", "--temporal", temporalAddress, "--stub-port", Integer.toString(stubPort)));
    }

    /** It and its Temporal server. */
    public Map<String, Long> processes() {
        return Map.of(Usage.ITS_OWN, process.pid(), Usage.TEMPORAL, temporalPid);
    }

    /** A closed loop within that process, so that there is not even an HTTP call in front. */
    public Sample run(int callers, Duration time) {
        String answer = process.ask("%d %d".formatted(callers, time.toMillis()), time.plus(LAST_CALLS));
        return Json.MAPPER.readValue(answer, Sample.class);
    }

    @Override
    public void close() {
        process.close();
    }
}
