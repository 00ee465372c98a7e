package dc.node.gateway.bench.report;

import static dc.node.gateway.bench.report.Samples.cell;
import static dc.node.gateway.bench.report.Samples.failed;
import static dc.node.gateway.bench.report.Samples.plan;
import static dc.node.gateway.bench.report.Samples.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dc.node.gateway.bench.measure.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static Limit promise(List<Cell> cells, String beginning) {
        return promise(plan(), cells, beginning);
    }

    private static Limit promise(Plan plan, List<Cell> cells, String beginning) {
        return new Limits(results(plan, cells, List.of()))
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

        assertThat(limit.found().value().orElseThrow()).isEqualTo(0.96, within(1e-9));
        assertThat(limit.isBroken()).isFalse();
    }

    @Test
    void whatWasToBeMeasuredAndWasNotIsBroken() {
        List<Cell> cells = List.of(cell("d", 1, 1, 9, 9, 100));

        Limit meant = promise(cells, "a write against the bare activity, 1 caller");
        Limit notMeant =
                promise(plan(List.of("d"), false, List.of()), cells, "a write against the bare activity, 1 caller");

        assertThat(List.of(meant, notMeant)).extracting(Limit::verdict).containsOnly("not measured");
        assertThat(meant.isBroken()).isTrue();
        assertThat(notMeant.isBroken()).isFalse();
    }

    @Test
    void againstAPeerThatFailsNothingWasMeasured() {
        List<Cell> cells = List.of(
                cell("b", 16, 1, 1, 1, 3000),
                cell("toolhive-vmcp", 16, 1, 1, 1, 850),
                failed("toolhive-vmcp", 16, 2, 800, 1));

        Limit limit = promise(cells, "reads against ToolHive's vMCP");

        assertThat(limit.verdict()).isEqualTo("not measured");
        assertThat(limit.isBroken()).isTrue();
    }

    @Test
    void aPeerThatWasNotWantedBreaksNothing() {
        Plan plan = plan(List.of("b"), false, List.of("mcp-proxy"));
        List<Cell> cells = List.of(cell("b", 16, 1, 1, 1, 3000), cell("mcp-proxy", 16, 1, 1, 1, 4000));

        assertThat(promise(plan, cells, "reads against ToolHive's vMCP").isBroken())
                .isFalse();
        assertThat(promise(plan, cells, "reads against the plain Rust proxy").verdict())
                .isEqualTo("PASS");
    }

    @Test
    void aPeerIsFoundByTheBeginningOfItsName() {
        List<Cell> cells = List.of(cell("b", 16, 1, 1, 1, 3000), cell("toolhive-vmcp", 16, 1, 1, 1, 850));

        Limit limit = promise(cells, "reads against ToolHive's vMCP");

        assertThat(limit.found().value().orElseThrow()).isEqualTo(3000 / 850.0, within(1e-9));
        assertThat(limit.verdict()).isEqualTo("FAIL");
    }

    @Test
    void memoryIsTheMostOfAnyMeasure() {
        List<Cell> cells = List.of(cell("b", 64, 1, 1, 1, 10), cell("d", 16, 1, 1, 1, 10));

        assertThat(promise(cells, "the gateway's resident memory").found().value())
                .hasValue(364);
    }

    @Test
    void theGuardWatchesRatiosAlone() {
        List<Cell> cells = List.of(cell("c", 16, 1, 9, 9, 100), cell("d", 16, 1, 9, 9, 30));

        List<Limit> guards = guards(plan(List.of("c", "d"), false, List.of()), cells);

        assertThat(guards).allMatch(limit -> limit.unit().isEmpty());
        assertThat(guards)
                .filteredOn(limit -> limit.found().value().isPresent())
                .singleElement()
                .matches(Limit::isBroken);
    }

    @Test
    void theGuardFailsForAFigureItShouldHave() {
        List<Cell> cells = List.of(
                cell("a", 1, 1, 0.1, 1, 9000),
                cell("a", 16, 1, 0.1, 1, 90_000),
                cell("b", 1, 1, 1, 1, 900),
                cell("b", 16, 1, 1, 1, 2000),
                cell("c", 1, 1, 9, 9, 100),
                cell("c", 16, 1, 9, 9, 100),
                cell("d", 1, 1, 9, 9, 100));
        List<String> guarded = List.of("a", "b", "c", "d");

        assertThat(guards(plan(guarded, false, List.of()), cells))
                .filteredOn(Limit::isBroken)
                .extracting(Limit::what)
                .containsExactly("writes against bare activities, 16 callers, rate");
        assertThat(guards(new Plan(7, 3, 1.5, 4.5, 15, 0, List.of(1), guarded, false, List.of()), cells))
                .noneMatch(Limit::isBroken);
    }

    private static List<Limit> guards(Plan plan, List<Cell> cells) {
        return new Limits(results(plan, cells, List.of())).guards();
    }
}
