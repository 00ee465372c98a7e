package dc.node.gateway.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order measures are taken: another one in each round, which the seed decides, so that none always follows the same other.
 * What is measured with the same number of callers stays together, for that is compared.
 */
final class Order {

    /** One measure with one number of callers. */
    record Turn(Measure measure, int callers) {}

    private final Random random;

    Order(long seed) {
        this.random = new Random(seed);
    }

    /** The next round's: each measure with each number of callers that it takes. */
    List<Turn> next(List<Measure> measures, List<Integer> callerCounts) {
        List<Turn> turns = new ArrayList<>();
        for (int callers : shuffled(callerCounts)) {
            for (Measure measure : shuffled(measures)) {
                if (measure.takes(callers)) {
                    turns.add(new Turn(measure, callers));
                }
            }
        }
        return turns;
    }

    private <T> List<T> shuffled(List<T> all) {
        List<T> other = new ArrayList<>(all);
        Collections.shuffle(other, random);
        return other;
    }
}
