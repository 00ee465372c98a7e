package dc.node.gateway.sessions.workflow;

import dc.node.gateway.sessions.LastRefusal;
import dc.node.gateway.sessions.SessionStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The database: its answers to "is its time up?", in order, and what it was told. */
final class FakeSessionRow implements SessionActivities {

    final List<Duration> timeLeft = new CopyOnWriteArrayList<>();
    final List<UUID> givenUp = new CopyOnWriteArrayList<>();
    final AtomicInteger looks = new AtomicInteger();
    volatile int pending;
    volatile Optional<LastRefusal> lastRefusal = Optional.empty();

    /** What happens while the database closes the session. */
    volatile Runnable whileClosing = () -> {};

    private volatile String state = "open";

    @Override
    public Duration closeIfDue(UUID session) {
        if (!state.equals("open")) {
            return Duration.ZERO;
        }
        Duration left = timeLeft.removeFirst();
        if (left.isZero()) {
            state = "abandoned";
            whileClosing.run();
        }
        return left;
    }

    /** As the end of a finish does. */
    void finish() {
        state = "finished";
    }

    /** As an administrator does. */
    void close() {
        state = "closed";
    }

    @Override
    public SessionStanding standing(UUID session) {
        looks.incrementAndGet();
        return new SessionStanding(state, 0, pending, 0, lastRefusal, Instant.EPOCH);
    }

    @Override
    public void recordGivenUp(UUID operationId) {
        givenUp.add(operationId);
    }
}
