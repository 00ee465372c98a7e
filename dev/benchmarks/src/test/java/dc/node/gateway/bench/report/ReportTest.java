package dc.node.gateway.bench.report;

import static dc.node.gateway.bench.report.Samples.cell;
import static dc.node.gateway.bench.report.Samples.failed;
import static dc.node.gateway.bench.report.Samples.grown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.localstack.data.LocalStackException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final String MARKED = """
            # Performance
            <!-- environment -->
            old
            <!-- /environment -->
            <!-- limits -->
            <!-- /limits -->
            kept
            <!-- figures -->
            <!-- /figures -->
            <!-- costs -->
            <!-- /costs -->
            <!-- recovery -->
            <!-- /recovery -->
            <!-- growth -->
            <!-- /growth -->
            end
            """;

    @TempDir
    private Path docs;

    private static Results results() {
        return Samples.results(
                List.of(
                        cell("a", 1, 1, 0.1, 0.2, 9000),
                        cell("b", 1, 1, 0.8, 3, 1000),
                        cell("b", 16, 1, 4, 30, 3456),
                        cell("c", 1, 1, 10, 30, 90),
                        cell("d", 1, 1, 8, 30, 110),
                        cell("mcp-proxy", 1, 1, 8, 30, 500),
                        cell("toolhive-vmcp", 16, 1, 8, 30, 500),
                        failed("toolhive-vmcp", 16, 2, 398, 2)),
                List.of(grown("agents", 100, "b", 1, 1.0, 2.0), grown("agents", 10_000, "b", 1, 1.3, 3.0)));
    }

    @Test
    void writesTablesBetweenTheMarkersAndPlotsBeside() throws IOException {
        Path file = Files.writeString(docs.resolve("PERFORMANCE.md"), MARKED);

        new Report(results(), false).writeDocument(docs);

        assertThat(file)
                .content()
                .contains("| b | read through MCP | 16 | 3,456 | 4.00 | 17.0 | 30.0 | 3,456 |")
                .contains("| a write against the bare activity, 1 caller, p50 | at most 0.85 | 0.80 | PASS |")
                .contains("| fastmcp-proxy | fastmcp-proxy |  | could not be installed | | | | |")
                .contains("| toolhive-vmcp | toolhive-vmcp | 16 | failed 2 of 900 calls: HTTP 500: a b | | | | |")
                .contains("| d | write through MCP | 1 | 4.55 | 13.6 |  |  | 301 |  |  |  |")
                .contains("| mcp-proxy | mcp-proxy | 1 |  |  |  | 5.00 |  |  |  | 123 |")
                .contains("| Tasker | 16 | 2.00 s | 3.00 s | 3.00 s |")
                .contains(
                        "| agents | read through MCP | 10,000 | 100 | 1.30 | 1.30 | 3.00 | 1.50 | 3.00 | 1.50 | 1.30 | 1.30 | 300 | 1.00 |")
                .contains("2 cores, 24 GiB, 25 % of its processors in use in the quietest second before the start;")
                .contains("mcp-proxy 0.6.0. The gateway's Java options: `-Xmx192m`.")
                .contains(
                        "4.00 s for each figure in each, 12.0 s for writes; 20.0 s of warm-up each, 60.0 s for writes.")
                .doesNotContain("before its time")
                .contains("\nkept\n")
                .doesNotContain("old");
        assertThat(List.of("reads-p50", "reads-rate", "writes-p50", "writes-rate"))
                .allSatisfy(plot -> {
                    BufferedImage image = ImageIO.read(
                            docs.resolve("images/performance-" + plot + ".png").toFile());
                    assertThat(image.getWidth()).isGreaterThanOrEqualTo(900);
                });
    }

    @Test
    void aPlotWithNothingInItDoesNotStayFromAnEarlierRun() throws IOException {
        Files.writeString(docs.resolve("PERFORMANCE.md"), MARKED);
        new Report(results(), false).writeDocument(docs);

        Results reads = Samples.results(List.of(cell("b", 1, 1, 0.8, 3, 1000)), List.of());
        new Report(reads, false).writeDocument(docs);

        assertThat(docs.resolve("images"))
                .isDirectoryContaining("glob:**reads-p50.png")
                .isDirectoryNotContaining("glob:**writes-*.png");
    }

    @Test
    void aRunOfSomeMeasuresOrCallersIsNotPublished() throws IOException {
        Path file = Files.writeString(docs.resolve("PERFORMANCE.md"), MARKED);
        Plan whole = Samples.plan(Samples.plan().measures(), false, List.of());
        Plan some = Samples.plan(List.of("a", "b"), true, whole.peers());
        Plan withoutMany = new Plan(7, 3, 4, 12, 20, 3, List.of(1, 16), whole.measures(), true, whole.peers());

        assertThat(List.of(some, withoutMany)).allSatisfy(plan -> {
            Report report = new Report(Samples.results(plan, results().cells(), List.of()), false);
            assertThatThrownBy(() -> report.writeDocument(docs))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("a,b,c,u,d,e,f,g,h");
        });
        assertThat(file).hasContent(MARKED);
        assertThat(docs.resolve("images")).doesNotExist();

        new Report(Samples.results(whole, results().cells(), List.of()), false).writeDocument(docs);
        assertThat(file).content().contains("Not measured in this run.");
    }

    @Test
    void writesTheSameTwice() throws IOException {
        Path file = Files.writeString(docs.resolve("PERFORMANCE.md"), MARKED);

        new Report(results(), false).writeDocument(docs);
        String once = Files.readString(file);
        new Report(results(), false).writeDocument(docs);

        assertThat(file).hasContent(once);
    }

    @Test
    void aDocumentWithoutMarkersIsNotTouched() throws IOException {
        Path file = Files.writeString(docs.resolve("PERFORMANCE.md"), "# Performance\n");

        assertThatThrownBy(() -> new Report(results(), false).writeDocument(docs))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("environment");
        assertThat(file).hasContent("# Performance\n");
    }

    @Test
    void resultsAreReadAsTheyWereWritten() {
        Path file = docs.resolve("performance.json");

        results().write(file);

        assertThat(Results.read(file)).isEqualTo(results());
        assertThat(docs).isDirectoryContaining("glob:**.json").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        Path file = Files.writeString(docs.resolve("other.json"), "[1]");

        assertThatThrownBy(() -> Results.read(file))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("other.json");
    }

    @Test
    void aRunThatWasEndedEarlyKeepsItsFiguresAndDoesNotHold() {
        Path file = docs.resolve("performance.json");
        Plan plan = new Plan(7, 3, 4, 12, 20, 0, List.of(1), List.of("b"), false, List.of());
        Journal journal = new Journal(file, plan, results().environment());
        journal.measured(cell("b", 1, 1, 0.8, 3, 1000));
        journal.write();

        Results early = Results.read(file);
        assertThat(early.cells()).hasSize(1);
        assertThat(new Report(early, true).holds()).isFalse();
        assertThat(new Tables(early).environment()).contains("This run was ended before its time.");

        journal.finish();
        journal.write();
        assertThat(new Report(Results.read(file), true).holds()).isTrue();
    }
}
