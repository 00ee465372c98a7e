package dc.node.gateway.mcp.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One stream, from the side of the hub and from that of the thread that holds it. What is to be told is not queued: of several
 * changes that come while the thread is writing, the last is told.
 */
public final class OpenStream implements AutoCloseable {

    private final StreamHub hub;
    private final Subscriber subscriber;
    private final long number;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition signalled = lock.newCondition();

    private Optional<String> known = Optional.empty();
    private Optional<String> untold = Optional.empty();
    private boolean ended;

    /** @param number higher than that of any stream opened before */
    OpenStream(StreamHub hub, Subscriber subscriber, long number) {
        this.hub = hub;
        this.subscriber = subscriber;
        this.number = number;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    long number() {
        return number;
    }

    /** The state of the list when the stream was opened, or the last one that was told since. */
    public String state() {
        lock.lock();
        try {
            return known.orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to do. */
    public Signal next(Duration longest) throws InterruptedException {
        long nanos = longest.toNanos();
        lock.lock();
        try {
            while (!ended && untold.isEmpty()) {
                if (nanos <= 0) {
                    return new Signal.Silence();
                }
                nanos = signalled.awaitNanos(nanos);
            }
            if (ended) {
                return new Signal.End();
            }
            String state = untold.orElseThrow();
            untold = Optional.empty();
            return new Signal.ListChanged(state);
        } finally {
            lock.unlock();
        }
    }

    /** Notes the state; true when another was known before. */
    boolean learn(String state) {
        lock.lock();
        try {
            boolean differs = known.isPresent() && !known.get().equals(state);
            known = Optional.of(state);
            return differs;
        } finally {
            lock.unlock();
        }
    }

    /** Notes the state it begins with, unless it has learnt a later one already. */
    void begin(String state) {
        lock.lock();
        try {
            known = known.or(() -> Optional.of(state));
        } finally {
            lock.unlock();
        }
    }

    void tell(String state) {
        lock.lock();
        try {
            untold = Optional.of(state);
            signalled.signal();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            signalled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Gives its place to another. */
    @Override
    public void close() {
        hub.remove(this);
    }
}
