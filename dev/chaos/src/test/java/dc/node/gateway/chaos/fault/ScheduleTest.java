package dc.node.gateway.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.chaos.fault.Fault.Frozen;
import dc.node.gateway.chaos.fault.Fault.Illness;
import dc.node.gateway.chaos.fault.Fault.TaskerIll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    /** As long as the gateway waits for one answer of Tasker. */
    private static final Duration ONE_CALL = Duration.ofSeconds(6);

    private static List<Fault> faults(List<Step> steps) {
        return steps.stream().flatMap(step -> step.faults().stream()).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 19, 20, 39, 40, 60, 200})
    void hasAsManyFaultsAsWereAskedFor(int wanted) {
        assertThat(faults(Schedule.of(7, wanted))).hasSize(wanted);
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(Schedule.of(7, 60)).isEqualTo(Schedule.of(7, 60)).isNotEqualTo(Schedule.of(8, 60));
    }

    @Test
    void aLongOneHasEveryKindAloneAndInPairsAndStopsBothGatewaysForLong() {
        List<Step> steps = Schedule.of(7, 60);

        assertThat(steps.stream().filter(step -> step.faults().size() == 1).map(Step::label))
                .contains(
                        "kill gateway 1",
                        "kill gateway 2",
                        "kill Temporal",
                        "kill Postgres",
                        "kill Tasker",
                        "stop Temporal",
                        "stop Postgres",
                        "stop Tasker",
                        "Tasker down",
                        "Tasker slow",
                        "Tasker error",
                        "Tasker error_after_commit",
                        "Tasker rate_limit",
                        "Tasker drop_connection",
                        "Tasker garbage",
                        "stop beyond an attempt: gateway 1",
                        "stop beyond an attempt: gateway 2");
        assertThat(steps).filteredOn(step -> step.faults().size() == 2).hasSizeGreaterThan(10);
    }

    @Test
    void aShortOneHasAPairAndNoLongStop() {
        List<Step> steps = Schedule.of(7, 5);

        assertThat(steps).filteredOn(step -> step.faults().size() == 2).hasSize(1);
        assertThat(faults(steps)).noneMatch(fault -> fault instanceof Frozen frozen && frozen.beyondAttempt());
    }

    @Test
    void aLongOneHasOneOutageOfOverAMinuteRightAfterUnknownOutcomes() {
        assertThat(Schedule.of(7, 60))
                .filteredOn(step -> step.label().contains("for over a minute"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.label()).isEqualTo("Tasker error_after_commit + Tasker down for over a minute");
                    assertThat(step.between()).isLessThan(Duration.ofSeconds(1));
                    assertThat(step.lasts()).isGreaterThan(Duration.ofMinutes(1));
                    // Enough for others to write on the same issues meanwhile.
                    assertThat(step.shares()).isEqualTo(5);
                });
        assertThat(Schedule.of(7, 39)).noneMatch(step -> step.label().contains("for over a minute"));
    }

    @Test
    void anIllnessFitsItsRequestsAndNeverJustTheHealth() {
        TaskerIll all = ill(Optional.empty());
        TaskerIll setting = ill(Optional.of("/(move|labels|assignees)$"));

        assertThat(all.fits("/api/issues/1")).isTrue();
        assertThat(all.fits("/api/projects/resolve")).isTrue();
        assertThat(all.fits("/api/health")).isFalse();
        assertThat(setting.fits("/api/issues/1/labels")).isTrue();
        assertThat(setting.fits("/api/issues/1")).isFalse();
    }

    private static TaskerIll ill(Optional<String> pathRegex) {
        return new TaskerIll(Illness.ERROR, 1, Optional.empty(), Optional.empty(), pathRegex, Duration.ofSeconds(5));
    }

    @Test
    void onlyCreatesAndCommentsAreSlowerThanTheGatewayWaits() {
        List<TaskerIll> slow = faults(Schedule.of(7, 500)).stream()
                .filter(TaskerIll.class::isInstance)
                .map(TaskerIll.class::cast)
                .filter(ill -> ill.illness() == Illness.SLOW)
                .filter(ill -> ill.latency().orElseThrow().compareTo(ONE_CALL) > 0)
                .toList();

        assertThat(slow).isNotEmpty().extracting(TaskerIll::pathRegex).containsOnly(Optional.of("/(issues|comments)$"));
    }

    @Test
    void whatAGatewayNeedsIsMendedBeforeIt() {
        List<Step> steps = Schedule.of(7, 200);

        assertThat(steps)
                .filteredOn(step -> step.label().matches("kill (Postgres|Temporal|Tasker) \\+ kill gateway \\d"))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(step.inMendingOrder().getLast().kind()).startsWith("kill gateway"));
    }
}
