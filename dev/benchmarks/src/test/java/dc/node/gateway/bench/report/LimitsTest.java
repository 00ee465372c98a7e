package dc.node.gateway.bench.report;

import static dc.node.gateway.bench.report.Samples.cell;
import static dc.node.gateway.bench.report.Samples.grown;
import static dc.node.gateway.bench.report.Samples.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.measure.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static Limit promise(List<Cell> cells, String beginning) {
        return promise(cells, List.of(), beginning);
    }

    private static Limit promise(List<Cell> cells, List<GrowthPoint> growth, String beginning) {
        return new Limits(results(cells, growth))
                .promises().stream()
                        .filter(limit -> limit.what().startsWith(beginning))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aReadIsJudgedByWhatItTakesOverTheDirectCall() {
        List<Cell> kept = List.of(cell("a", 1, 1, 0.1, 0.2, 9000), cell("b", 1, 1, 0.8, 3, 1000));
        List<Cell> broken = List.of(cell("a", 1, 1, 0.1, 0.2, 9000), cell("b", 1, 1, 1.0, 3, 1000));

        assertThat(promise(kept, "a read over the direct call, 1 caller, p50").verdict())
                .isEqualTo("PASS");
        assertThat(promise(broken, "a read over the direct call, 1 caller, p50").verdict())
                .isEqualTo("FAIL");
        assertThat(promise(broken, "a read over the direct call, 1 caller, p99").verdict())
                .isEqualTo("PASS");
    }

    @Test
    void mediansOverRoundsAreCompared() {
        List<Cell> cells = List.of(
                cell("c", 16, 1, 9, 9, 100),
                cell("c", 16, 2, 9, 9, 100),
                cell("c", 16, 3, 9, 9, 500),
                cell("d", 16, 1, 9, 9, 96),
                cell("d", 16, 2, 9, 9, 97),
                cell("d", 16, 3, 9, 9, 5));

        Limit limit = promise(cells, "a write against the bare activity, 16 callers");

        assertThat(limit.found().orElseThrow()).isEqualTo(0.96, within(1e-9));
        assertThat(limit.isBroken()).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNeitherKeptNorBroken() {
        Limit limit = promise(List.of(cell("d", 1, 1, 9, 9, 100)), "a write against the bare activity, 1 caller");

        assertThat(limit.verdict()).isEqualTo("not measured");
        assertThat(limit.isBroken()).isFalse();
    }

    @Test
    void aPeerIsFoundByTheBeginningOfItsName() {
        List<Cell> cells = List.of(cell("b", 16, 1, 1, 1, 3000), cell("toolhive-vmcp", 16, 1, 1, 1, 850));

        Limit limit = promise(cells, "reads against ToolHive's vMCP");

        assertThat(limit.found().orElseThrow()).isEqualTo(3000 / 850.0, within(1e-9));
        assertThat(limit.verdict()).isEqualTo("FAIL");
    }

    @Test
    void growthIsOfTheSlowestSizeAgainstTheSmallest() {
        List<GrowthPoint> growth =
                List.of(grown(100, 1, 1.0), grown(100, 2, 1.2), grown(1_000, 1, 1.98), grown(10_000, 1, 1.5));

        Limit limit = promise(List.of(), growth, "read through MCP: the slowest of all numbers of agents");

        assertThat(limit.found().orElseThrow()).isEqualTo(1.8, within(1e-9));
        assertThat(limit.verdict()).isEqualTo("FAIL");
    }

    @Test
    void memoryIsTheMostOfAnyMeasure() {
        List<Cell> cells = List.of(cell("b", 64, 1, 1, 1, 10), cell("d", 16, 1, 1, 1, 10));

        assertThat(promise(cells, "the gateway's resident memory").found()).hasValue(364);
    }

    @Test
    void theGuardWatchesRatiosAlone() {
        List<Cell> cells = List.of(cell("c", 16, 1, 9, 9, 100), cell("d", 16, 1, 9, 9, 30));

        List<Limit> guards = new Limits(results(cells, List.of())).guards();

        assertThat(guards).allMatch(limit -> limit.unit().isEmpty());
        assertThat(guards).anyMatch(Limit::isBroken);
    }
}
