package dc.node.gateway.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void isTheOneInTheMiddle() {
        assertThat(Median.of(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    }

    @Test
    void isBetweenTheTwoInTheMiddle() {
        assertThat(Median.of(List.of(10.0, 1.0, 2.0, 4.0))).isEqualTo(3);
    }

    @Test
    void ofNothingThereIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Median.of(List.of()));
    }

    @Test
    void aQuantileIsOneOfTheValues() {
        List<Double> values = List.of(4.0, 1.0, 3.0, 2.0);

        assertThat(Median.quantile(values, 0.5)).isEqualTo(2);
        assertThat(Median.quantile(values, 0.95)).isEqualTo(4);
        assertThat(Median.quantile(values, 0)).isEqualTo(1);
    }
}
