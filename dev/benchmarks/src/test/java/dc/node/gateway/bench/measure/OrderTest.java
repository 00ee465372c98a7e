package dc.node.gateway.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.bench.load.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final List<Integer> CALLERS = List.of(1, 16, 64);
    private static final List<Measure> MEASURES = Stream.of("a", "b", "c", "d", "e", "a peer")
            .<Measure>map(id -> new Named(id, 64))
            .toList();

    private record Named(String id, int most) implements Measure {

        @Override
        public boolean takes(int callers) {
            return callers <= most;
        }

        @Override
        public Sample run(int callers, Duration time) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theSeedDecidesAndEachRoundDiffers() {
        Order order = new Order(7);
        List<Order.Turn> first = order.next(MEASURES, CALLERS);

        assertThat(new Order(7).next(MEASURES, CALLERS)).isEqualTo(first);
        assertThat(order.next(MEASURES, CALLERS)).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
        assertThat(first).hasSize(MEASURES.size() * CALLERS.size()).doesNotHaveDuplicates();
    }

    @Test
    void whatHasAsManyCallersStaysTogether() {
        List<Integer> callers = new Order(7)
                .next(MEASURES, CALLERS).stream().map(Order.Turn::callers).toList();

        for (int start = 0; start < callers.size(); start += MEASURES.size()) {
            assertThat(callers.subList(start, start + MEASURES.size())).containsOnly(callers.get(start));
        }
    }

    @Test
    void aMeasureIsTakenOnlyWithAsManyCallersAsItTakes() {
        assertThat(new Order(7).next(List.of(new Named("u", 1)), CALLERS))
                .singleElement()
                .satisfies(turn -> assertThat(turn.callers()).isEqualTo(1));
    }
}
