package dc.node.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.4S, 0 s",
        "PT59S, 59 s",
        "PT1M59S, 1 min",
        "PT8H, 8 h",
        "PT1H20M, 1 h 20 min",
        "P7D, 7 d",
        "P1DT2H59M, 1 d 2 h",
        "P1DT59M, 1 d"
    })
    void aDurationIsSaidInItsLargestUnits(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }
}
