package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.tasker.TaskerAvailability;
import dc.node.gateway.tasker.TaskerUnavailableException;
import dc.node.gateway.tasker.TaskerUnavailableException.Verdict;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Opens when at least half of the last six calls (three at the least) found Tasker down. Then nothing but the health check
 * may try again, once a second, so that no call of an agent has to find out. A refusal, a 401 and a 429 are answers: Tasker
 * is up. What tells nothing of Tasker as a whole is not counted.
 */
final class TaskerCircuitBreaker implements TaskerAvailability {

    static final Duration OPEN_FOR = Duration.ofSeconds(1);

    /** A few health checks long; agents need not come more often than Tasker is asked. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "tasker",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(6)
                    .minimumNumberOfCalls(3)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(OPEN_FOR)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .recordException(failure -> verdict(failure) == Verdict.DOWN)
                    .ignoreException(
                            failure -> verdict(failure) == Verdict.DOUBTFUL || verdict(failure) == Verdict.NONE)
                    .build());

    private static Verdict verdict(Throwable failure) {
        return failure instanceof TaskerUnavailableException unavailable ? unavailable.verdict() : Verdict.UP;
    }

    /** Does a call of somebody's, unless Tasker is known to be down. */
    <T> T call(Supplier<T> exchange) {
        if (knownDown()) {
            throw notCalled();
        }
        return counted(exchange);
    }

    /** Does the health check, unless the last one of a Tasker that is down was less than {@link #OPEN_FOR} ago. */
    void check(Runnable exchange) {
        counted(() -> {
            exchange.run();
            return true;
        });
    }

    private <T> T counted(Supplier<T> exchange) {
        try {
            return breaker.executeSupplier(exchange);
        } catch (CallNotPermittedException e) {
            throw notCalled();
        }
    }

    private static TaskerUnavailableException notCalled() {
        return TaskerUnavailableException.ourOwn("Tasker is known to be down; it was not called");
    }

    @Override
    public boolean knownDown() {
        return breaker.getState() != CircuitBreaker.State.CLOSED;
    }

    @Override
    public Duration retryAfter() {
        return RETRY_AFTER;
    }

    @Override
    public void onDown(Runnable listener) {
        breaker.getEventPublisher().onStateTransition(event -> {
            // Not each time a health check fails while it is open.
            if (event.getStateTransition() == CircuitBreaker.StateTransition.CLOSED_TO_OPEN) {
                listener.run();
            }
        });
    }
}
