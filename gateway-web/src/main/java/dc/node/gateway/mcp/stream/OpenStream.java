package dc.node.gateway.mcp.stream;

import java.time.Duration;
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

    /** The state that the last check found, and the one that the client has been told of. Without a meaning until it has begun. */
    private String known = "";

    private String told = "";
    private boolean begun;
    private boolean passedOver;
    private boolean untold;
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

    /** The state of the list that the client knows of: that it began with, or the last one that was told since. */
    public String state() {
        lock.lock();
        try {
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to do. */
    public Signal next(Duration longest) throws InterruptedException {
        long nanos = longest.toNanos();
        lock.lock();
        try {
            while (!ended && !untold) {
                if (nanos <= 0) {
                    return new Signal.Silence();
                }
                nanos = signalled.awaitNanos(nanos);
            }
            if (ended) {
                return new Signal.End();
            }
            untold = false;
            told = known;
            return new Signal.ListChanged(told);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes the state that its client knows of. From here on it is checked.
     *
     * @return whether a check has passed it over meanwhile, so that it must be checked at once
     */
    boolean begin(String clientKnows) {
        lock.lock();
        try {
            known = clientKnows;
            told = clientKnows;
            begun = true;
            return passedOver;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a check that is about to begin concerns it; one that has not begun is passed over, and knows that it was. */
    boolean isToBeChecked() {
        lock.lock();
        try {
            passedOver |= !begun;
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Notes the state; true when another was known before. */
    boolean learn(String state) {
        lock.lock();
        try {
            boolean differs = !known.equals(state);
            known = state;
            return differs;
        } finally {
            lock.unlock();
        }
    }

    /** Has the client told of the state last learnt. */
    void tell() {
        lock.lock();
        try {
            untold = true;
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
