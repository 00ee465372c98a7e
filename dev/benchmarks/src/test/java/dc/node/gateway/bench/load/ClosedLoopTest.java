package dc.node.gateway.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClosedLoopTest {

    private static final Duration TIME = Duration.ofMillis(200);

    @Test
    void countsWhatAllCallersDid() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Caller caller = calls::incrementAndGet;

        Sample sample = ClosedLoop.run(List.of(caller, caller), TIME);

        assertThat(sample.calls()).isEqualTo(calls.get()).isPositive();
        assertThat(sample.errors()).isZero();
        assertThat(sample.seconds()).isGreaterThanOrEqualTo(0.2);
        assertThat(sample.callsPerSecond()).isEqualTo(sample.calls() / sample.seconds());
        assertThat(sample.p50Millis()).isLessThanOrEqualTo(sample.p99Millis());
    }

    @Test
    @Timeout(60)
    void aCallThatDoesNotEndIsNotWaitedForForEver() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> ClosedLoop.run(List.of(never::await), TIME, Duration.ofMillis(50)))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("goes on");
        never.countDown();
    }

    @Test
    void whatFailsIsCountedApartAndEndsSoon() throws InterruptedException {
        Caller caller = () -> {
            throw new CallFailedException("HTTP 500");
        };

        Sample sample = ClosedLoop.run(List.of(caller), Duration.ofMinutes(1));

        assertThat(sample.calls()).isZero();
        assertThat(sample.errors()).isEqualTo(20);
        assertThat(sample.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("HTTP 500"));
    }
}
