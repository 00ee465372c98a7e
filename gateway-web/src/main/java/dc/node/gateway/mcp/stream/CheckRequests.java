package dc.node.gateway.mcp.stream;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whose streams are to be checked next: those asked for, or everybody's when the interval has passed. */
final class CheckRequests {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private Set<String> callers = new HashSet<>();
    /** When everybody is due, by {@link System#nanoTime}. */
    private long due;

    CheckRequests(Duration interval) {
        this.interval = interval;
        this.due = System.nanoTime() + interval.toNanos();
    }

    void add(Set<String> more) {
        lock.lock();
        try {
            callers.addAll(more);
            asked.signal();
        } finally {
            lock.unlock();
        }
    }

    void addAll() {
        allIn(Duration.ZERO);
    }

    /** Everybody a little later: what was asked for could not be done. */
    void retry() {
        allIn(RETRY);
    }

    private void allIn(Duration wait) {
        lock.lock();
        try {
            due = System.nanoTime() + wait.toNanos();
            asked.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next check; empty when it is everybody's turn. */
    Optional<Set<String>> await() throws InterruptedException {
        lock.lock();
        try {
            long left = due - System.nanoTime();
            while (left > 0 && callers.isEmpty()) {
                asked.awaitNanos(left);
                left = due - System.nanoTime();
            }
            Set<String> now = callers;
            callers = new HashSet<>();
            if (left > 0) {
                return Optional.of(now);
            }
            due = System.nanoTime() + interval.toNanos();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
