package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.tasker.TaskerAvailability;
import dc.node.gateway.tasker.TaskerUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;

/**
 * Opens when at least half of the last six calls (three at the least) went unanswered, and lets one call try again each
 * second. A refusal, a 401 and a 429 are answers: Tasker is up.
 */
final class TaskerCircuitBreaker implements TaskerAvailability {

    static final Duration OPEN_FOR = Duration.ofSeconds(1);

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "tasker",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(6)
                    .minimumNumberOfCalls(3)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(OPEN_FOR)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .recordException(failure ->
                            failure instanceof TaskerUnavailableException unavailable && unavailable.outage())
                    .build());

    CircuitBreaker breaker() {
        return breaker;
    }

    @Override
    public boolean knownDown() {
        return breaker.getState() != CircuitBreaker.State.CLOSED;
    }

    @Override
    public void onDown(Runnable listener) {
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                listener.run();
            }
        });
    }
}
