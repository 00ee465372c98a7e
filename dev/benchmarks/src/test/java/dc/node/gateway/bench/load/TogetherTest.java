package dc.node.gateway.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TogetherTest {

    private static <T> List<T> all(Duration limit, List<Callable<T>> tasks) throws InterruptedException {
        return Together.all(Executors.newVirtualThreadPerTaskExecutor(), tasks, limit, "It cannot be done");
    }

    @Test
    void allAreAtWorkAtOnceAndGiveWhatTheyMakeInOrder() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);

        assertThat(all(Duration.ofMinutes(1), List.of(() -> met(both, 1), () -> met(both, 2))))
                .containsExactly(1, 2);
    }

    @Test
    void whatFailsIsTold() {
        assertThatThrownBy(() -> all(Duration.ofMinutes(1), List.of(() -> 1, () -> {
                    throw new CallFailedException("HTTP 500");
                })))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("It cannot be done")
                .hasMessageContaining("HTTP 500");
    }

    @Test
    @Timeout(60)
    void whatDoesNotEndIsNotWaitedFor() {
        CountDownLatch never = new CountDownLatch(2);

        assertThatThrownBy(() -> all(Duration.ofMillis(50), List.of(() -> met(never, 0))))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("It cannot be done");
    }

    private static int met(CountDownLatch latch, int answer) throws InterruptedException {
        latch.countDown();
        latch.await();
        return answer;
    }
}
