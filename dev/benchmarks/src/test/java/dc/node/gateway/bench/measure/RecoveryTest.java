package dc.node.gateway.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.bench.stub.Landing;
import dc.node.gateway.localstack.data.LocalStackException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    @Test
    void eachWriteLandedOnce() {
        Recovery recovery = Recovery.of("Tasker", 2, List.of(new Landing("x", 20), new Landing("y", 10)));

        assertThat(recovery.landingMillis()).containsExactly(10.0, 20.0);
    }

    @Test
    void aWriteThatLandedTwiceIsAnError() {
        List<Landing> landings = List.of(new Landing("x", 20), new Landing("x", 30), new Landing("y", 10));

        assertThatThrownBy(() -> Recovery.of("Tasker", 2, landings))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("2 different comments landed in 3 requests");
    }

    @Test
    void twoRequestsOfOneWriteAreNotTwoWrites() {
        List<Landing> landings = List.of(new Landing("x", 20), new Landing("x", 30));

        assertThat(Recovery.distinct(landings)).isEqualTo(1);
        assertThatThrownBy(() -> Recovery.of("Temporal", 2, landings)).isInstanceOf(LocalStackException.class);
    }
}
