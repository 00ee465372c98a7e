package dc.node.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.bench.measure.Cell;
import dc.node.gateway.bench.report.Plan;
import dc.node.gateway.bench.report.Results;
import dc.node.gateway.bench.report.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a caller of the command learns from its exit code alone. */
class MainTest {

    private static final Plan READS = new Plan(7, 1, 1, 1, 1, 0, List.of(16), List.of("a", "b"), false, List.of());

    @TempDir
    private Path folder;

    private int judged(boolean finished, long reads) {
        List<Cell> cells = List.of(Samples.cell("a", 16, 1, 0.1, 0.2, 100_000), Samples.cell("b", 16, 1, 4, 8, reads));
        Results whole = Samples.results(READS, cells, List.of());
        Path file = folder.resolve("figures.json");
        new Results(
                        whole.environment(),
                        whole.plan(),
                        finished,
                        whole.missing(),
                        whole.startSeconds(),
                        whole.cells(),
                        whole.recoveries(),
                        whole.growth())
                .write(file);
        return execute("--quick", "--from", file.toString());
    }

    private static int execute(String... arguments) {
        return Main.commandLine().execute(arguments);
    }

    @Test
    void aBrokenLimitIsToldFromARunThatDidNotGetToItsEnd() {
        assertThat(judged(true, 3_000)).isZero();
        assertThat(judged(true, 300)).isEqualTo(3);
        assertThat(judged(false, 3_000)).isEqualTo(1);
        assertThat(judged(false, 300)).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadOrUnderstoodIsNoBrokenLimit() {
        assertThat(execute("--quick", "--from", folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(execute("--only", "z")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(execute("--rounds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(execute("--rounds", "some")).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
