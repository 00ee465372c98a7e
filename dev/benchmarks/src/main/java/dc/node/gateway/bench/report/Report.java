package dc.node.gateway.bench.report;

import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What a run found, told. */
public final class Report {

    private final Results results;
    private final Tables tables;
    private final List<Limit> limits;

    /** @param guard judge by what a change must not break rather than by what is promised */
    public Report(Results results, boolean guard) {
        this.results = results;
        this.tables = new Tables(results);
        Limits all = new Limits(results);
        this.limits = guard ? all.guards() : all.promises();
    }

    /** Whether the run did all it was to do, and every limit that it was to measure is measured and kept. */
    public boolean holds() {
        return results.finished() && limits.stream().noneMatch(Limit::isBroken);
    }

    public void print(PrintStream out) {
        out.println();
        out.println(tables.figures());
        out.println(tables.costs());
        if (!results.recoveries().isEmpty()) {
            out.println(tables.recoveries());
        }
        if (!results.growth().isEmpty()) {
            out.println(tables.growth());
        }
        out.println(Tables.limits(limits));
    }

    /**
     * Writes the tables into PERFORMANCE.md, between the markers there, and the plots beside it.
     *
     * @throws LocalStackException when the run was not to measure all that the page tells of; then nothing is written
     */
    public void writeDocument(Path docs) {
        if (!results.plan().isWhole()) {
            throw new LocalStackException(
                    "The page wants a run of all measures (%s) with 1, 16 and 64 callers; this one was of %s with %s. Name the file of another run."
                            .formatted(
                                    String.join(",", Measures.ALL),
                                    String.join(",", results.plan().measures()),
                                    results.plan().callers()));
        }
        new Document(docs.resolve("PERFORMANCE.md"))
                .replace("environment", tables.environment())
                .replace("limits", Tables.limits(limits))
                .replace("figures", tables.figures())
                .replace("costs", tables.costs())
                .replace("recovery", tables.recoveries())
                .replace("growth", tables.growth())
                .write();
        new Plots(results).write(docs.resolve("images"));
    }
}
