package dc.node.gateway.chaos.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.chaos.fault.FaultLog.Struck;
import dc.node.gateway.chaos.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Goal GOAL = new Goal(10, 2, Set.of("kill Tasker", "Tasker slow"), 0, 0);

    private static Figures figures(int acknowledged, int neverAcknowledged, String... struck) {
        List<Struck> faults = Arrays.stream(struck)
                .map(kind -> new Struck(kind, 1, Instant.EPOCH))
                .toList();
        Map<String, Integer> byKind = faults.stream()
                .collect(Collectors.groupingBy(
                        Struck::kind, Collectors.collectingAndThen(Collectors.counting(), Math::toIntExact)));
        return new Figures(
                7,
                10,
                10,
                acknowledged,
                3,
                4,
                acknowledged,
                neverAcknowledged,
                0,
                Map.of(),
                byKind,
                Map.of("Tasker slow", 17),
                faults,
                List.of(),
                0,
                0,
                Map.of(),
                Map.of(),
                0,
                0,
                0,
                0);
    }

    private static Report report(Figures figures, Goal goal) {
        return new Report(figures, new Verdict(List.of()), goal);
    }

    private static String printed(Report report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.print(new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    private static void assertMissed(Report report, String sentence) {
        assertThat(report.holds()).isFalse();
        assertThat(report.missed()).containsExactly(sentence);
        assertThat(printed(report)).contains(sentence);
    }

    @Test
    void holdsWhereTheRunReachedItsGoal() {
        Report report = report(figures(10, 0, "kill Tasker", "Tasker slow"), new Goal(10, 2, GOAL.faultKinds(), 3, 4));

        assertThat(report.missed()).isEmpty();
        assertThat(report.holds()).isTrue();
        assertThat(printed(report)).containsPattern("requests they met at Tasker +17 Tasker slow");
    }

    @Test
    void failsWithFewerFaultsThanAskedFor() {
        Goal three = new Goal(10, 3, GOAL.faultKinds(), 0, 0);

        assertMissed(
                report(figures(10, 0, "kill Tasker", "Tasker slow"), three),
                "Only 2 of 3 faults struck: give the run more --time, or more --writes to meet them.");
    }

    @Test
    void failsWhenAKindOfTheScheduleNeverStruck() {
        assertMissed(report(figures(10, 0, "kill Tasker", "kill Tasker"), GOAL), "Never struck: Tasker slow.");
    }

    @Test
    void failsWithFewerWritesAcknowledgedThanAskedFor() {
        assertMissed(
                report(figures(9, 0, "kill Tasker", "Tasker slow"), GOAL), "Only 9 of 10 writes were acknowledged.");
        assertMissed(
                report(figures(10, 1, "kill Tasker", "Tasker slow"), GOAL),
                "1 writes with a key were never acknowledged.");
    }

    @Test
    void failsBelowTheLeastQueuedAndTheLeastInFlight() {
        Figures figures = figures(10, 0, "kill Tasker", "Tasker slow");

        assertMissed(
                report(figures, new Goal(10, 2, GOAL.faultKinds(), 4, 4)),
                "Only 3 writes were answered queued, --least-queued is 4.");
        assertMissed(
                report(figures, new Goal(10, 2, GOAL.faultKinds(), 3, 5)),
                "Only 4 writes were in flight at a fault, --least-in-flight is 5.");
    }
}
