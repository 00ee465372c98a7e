package dc.node.gateway.bench.report;

import static dc.node.gateway.bench.report.Samples.cell;
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
                        cell("d", 1, 1, 8, 30, 110)),
                List.of(grown(100, 1, 1.0), grown(10_000, 1, 1.3)));
    }

    @Test
    void writesTablesBetweenTheMarkersAndPlotsBeside() throws IOException {
        Path file = Files.writeString(docs.resolve("PERFORMANCE.md"), MARKED);

        new Report(results(), false).writeDocument(docs);

        assertThat(file)
                .content()
                .contains("| b | read | 16 | 4.00 | 17.0 | 30.0 | 3,456 |")
                .contains("| a write against the bare activity, 1 caller, p50 | at most 0.85 | 0.80 | PASS |")
                .contains("| Tasker | 3 | 2.00 s | 3.00 s | 3.00 s |")
                .contains("| agents | 10,000 | read through MCP | 1.30 |")
                .contains("2 cores, 24 GiB")
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
    }
}
