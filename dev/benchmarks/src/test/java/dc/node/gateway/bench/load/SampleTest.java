package dc.node.gateway.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SampleTest {

    /** Three digits of the longest. */
    private static final Offset<Double> PRECISION = within(0.1);

    /** Of 1, 2, ... 100 ms. */
    private static Sample sample(long errors, Optional<String> problem) {
        Histogram times = new Histogram(3);
        IntStream.rangeClosed(1, 100)
                .forEach(millis -> times.recordValue(Duration.ofMillis(millis).toNanos()));
        return Sample.of(times, errors, problem, 4);
    }

    @Test
    void givesPercentilesInMillisecondsAndCallsASecond() {
        Sample sample = sample(0, Optional.empty());

        assertThat(sample.p50Millis()).isCloseTo(50, PRECISION);
        assertThat(sample.p95Millis()).isCloseTo(95, PRECISION);
        assertThat(sample.p99Millis()).isCloseTo(99, PRECISION);
        assertThat(sample.maxMillis()).isCloseTo(100, PRECISION);
        assertThat(sample.calls()).isEqualTo(100);
        assertThat(sample.callsPerSecond()).isEqualTo(25);
    }

    @Test
    void oneCallThatFailedAmongManyFailsThemAll() {
        Sample good = sample(0, Optional.empty());
        Sample bad = sample(1, Optional.of("HTTP 500"));

        assertThat(good.orFail("reads")).isSameAs(good);
        assertThatThrownBy(() -> bad.orFail("reads"))
                .isInstanceOf(LocalStackException.class)
                .hasMessage("reads: 1 of 101 calls failed, the first with: HTTP 500");
    }

    @Test
    void noCallAtAllIsNoSuccess() {
        Sample none = Sample.of(new Histogram(3), 0, Optional.empty(), 4);

        assertThatThrownBy(() -> none.orFail("reads")).isInstanceOf(LocalStackException.class);
    }
}
