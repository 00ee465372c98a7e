package dc.node.gateway.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.RetryOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritePolicyTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 50})
    void theOperatorIsToldWhatTemporalWillDo(int attempt) {
        RetryOptions retries = WritePolicy.retries();
        double millis =
                retries.getInitialInterval().toMillis() * Math.pow(retries.getBackoffCoefficient(), attempt - 1.0);
        Duration byTemporal = Duration.ofMillis(
                (long) Math.min(millis, (double) retries.getMaximumInterval().toMillis()));

        assertThat(WritePolicy.retryAfter(attempt)).isEqualTo(byTemporal);
    }

    @Test
    void noRetryAfterIsLongEnoughToEndTheActivity() {
        assertThat(WritePolicy.capped(Duration.ofDays(30))).isEqualTo(Duration.ofMinutes(5));
        assertThat(WritePolicy.capped(Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    }
}
