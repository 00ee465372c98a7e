package dc.node.gateway.bench.load;

import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several things at the same time. */
public final class Together {

    private Together() {}

    /**
     * Does all of them and returns what they made, in their order.
     *
     * @param threads are closed at the end
     * @param tasks   that end soon after they are interrupted
     * @param limit   for all of them; those that are not done by then are interrupted
     * @param problem what it means that one fails
     * @throws LocalStackException when one failed, or was not done within the limit
     */
    public static <T> List<T> all(
            ExecutorService threads, List<? extends Callable<T>> tasks, Duration limit, String problem)
            throws InterruptedException {
        try (threads) {
            List<T> made = new ArrayList<>();
            for (Future<T> task : threads.invokeAll(tasks, limit.toMillis(), TimeUnit.MILLISECONDS)) {
                made.add(task.get());
            }
            return made;
        } catch (ExecutionException e) {
            throw new LocalStackException("%s: %s".formatted(problem, e.getCause()), e);
        } catch (CancellationException e) {
            throw new LocalStackException("%s: it was not done within %d s.".formatted(problem, limit.toSeconds()), e);
        }
    }
}
