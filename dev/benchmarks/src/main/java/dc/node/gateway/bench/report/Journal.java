package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.measure.Cell;
import dc.node.gateway.bench.measure.Recovery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has found so far. Written now and then, so that a run that is ended early keeps what it measured. For one thread. */
public final class Journal {

    private final Path file;
    private final Plan plan;
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final List<Double> starts = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private final List<Recovery> recoveries = new ArrayList<>();
    private final List<GrowthPoint> growth = new ArrayList<>();
    private Environment environment;
    private boolean finished;

    public Journal(Path file, Plan plan, Environment environment) {
        this.file = file;
        this.plan = plan;
        this.environment = environment;
    }

    /** The parts of the stack and the peers that run tell their versions only then. */
    public void ran(Map<String, String> versions, List<String> gatewayOptions) {
        environment = environment.with(versions, gatewayOptions);
    }

    /** A peer that is not measured at all. */
    public void lacks(String peer, String why) {
        missing.put(peer, why);
    }

    public void started(double seconds) {
        starts.add(seconds);
    }

    public void measured(Cell cell) {
        cells.add(cell);
    }

    public void recovered(Recovery recovery) {
        recoveries.add(recovery);
    }

    public void grew(List<GrowthPoint> points) {
        growth.addAll(points);
    }

    /** Nothing of the plan is left to do. */
    public void finish() {
        finished = true;
    }

    public void write() {
        results().write(file);
    }

    public Results results() {
        return new Results(
                environment,
                plan,
                finished,
                Map.copyOf(missing),
                List.copyOf(starts),
                List.copyOf(cells),
                List.copyOf(recoveries),
                List.copyOf(growth));
    }
}
