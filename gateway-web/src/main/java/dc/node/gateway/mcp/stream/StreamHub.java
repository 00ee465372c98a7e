package dc.node.gateway.mcp.stream;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dc.node.gateway.mcp.stream.Opening.NoLongerAdmitted;
import dc.node.gateway.mcp.stream.Opening.NoRoom;
import dc.node.gateway.mcp.stream.Opening.Opened;
import dc.node.gateway.mcp.stream.Opening.TooManyOfCaller;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The open streams of this process. Whenever something about a caller has changed, and for all callers at intervals, one query
 * finds out whose streams must end and whose list of tools is another. While that cannot be found out, streams stay as they
 * are. A change goes to one stream of each session, the one opened last; a stream without a session counts as a session of its
 * own.
 */
public final class StreamHub implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(StreamHub.class);

    private final StreamAccess access;
    private final StreamLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<OpenStream>> streams = new HashMap<>();
    private final CheckRequests requests;
    private int count;
    private long opened;
    private volatile Optional<Thread> checker = Optional.empty();

    public StreamHub(StreamAccess access, StreamLimits limits) {
        this.access = requireNonNull(access, "access is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.requests = new CheckRequests(limits.recheck());
    }

    /**
     * Opens a stream, if there is room. What changes from here on is told on it.
     *
     * @param lastKnown the state of the list that the client has seen, where that can be told: if the list is another now, that
     *     is the first thing told
     * @throws RuntimeException when the caller cannot be checked now
     */
    public Opening open(Subscriber subscriber, Optional<String> lastKnown) {
        Opening opening = add(subscriber);
        if (!(opening instanceof Opened(OpenStream stream))) {
            return opening;
        }
        try {
            Optional<String> state =
                    Optional.ofNullable(access.states(Set.of(subscriber)).get(subscriber));
            if (state.isEmpty()) {
                stream.close();
                return new NoLongerAdmitted();
            }
            // The state just read may be older than one that a check has found since: whatever differs is left to the
            // next check.
            String clientKnows = lastKnown.orElse(state.get());
            if (stream.begin(clientKnows) || !clientKnows.equals(state.get())) {
                requests.add(Set.of(subscriber.caller()));
            }
            return opening;
        } catch (RuntimeException | Error e) {
            stream.close();
            throw e;
        }
    }

    /** Has the streams of these callers checked at once. Returns before it is done. */
    public void changed(Set<String> callers) {
        requests.add(callers);
    }

    /** Has all streams checked at once. Returns before it is done. */
    public void changed() {
        requests.addAll();
    }

    /** How many streams are open. */
    public int size() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    private Opening add(Subscriber subscriber) {
        lock.lock();
        try {
            int ofCaller = streams.getOrDefault(subscriber.caller(), Set.of()).size();
            if (ofCaller >= limits.perCaller()) {
                return new TooManyOfCaller(limits.perCaller());
            }
            if (count >= limits.perProcess() || checker.isEmpty()) {
                return new NoRoom();
            }
            OpenStream stream = new OpenStream(this, subscriber, ++opened);
            streams.computeIfAbsent(subscriber.caller(), caller -> new LinkedHashSet<>())
                    .add(stream);
            count++;
            return new Opened(stream);
        } finally {
            lock.unlock();
        }
    }

    void remove(OpenStream stream) {
        lock.lock();
        try {
            streams.computeIfPresent(stream.subscriber().caller(), (caller, ofCaller) -> {
                count -= ofCaller.remove(stream) ? 1 : 0;
                return ofCaller.isEmpty() ? null : ofCaller;
            });
        } finally {
            lock.unlock();
        }
    }

    private List<OpenStream> all() {
        lock.lock();
        try {
            return streams.values().stream().flatMap(Collection::stream).toList();
        } finally {
            lock.unlock();
        }
    }

    private List<OpenStream> of(Set<String> callers) {
        lock.lock();
        try {
            return callers.stream()
                    .flatMap(caller -> streams.getOrDefault(caller, Set.of()).stream())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void check() {
        boolean failing = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Optional<Set<String>> callers = requests.await();
                List<OpenStream> concerned = callers.map(this::of).orElseGet(this::all).stream()
                        .filter(OpenStream::isToBeChecked)
                        .toList();
                if (!concerned.isEmpty()) {
                    check(concerned);
                    failing = false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                // An Error, too: without this thread nobody would be told, and whoever was revoked would go on
                // listening.
                if (!failing) {
                    LOGGER.warn("Open streams cannot be checked now; all are once they can be", e);
                }
                failing = true;
                requests.retry();
            }
        }
    }

    private void check(List<OpenStream> concerned) {
        Map<Subscriber, String> states =
                access.states(concerned.stream().map(OpenStream::subscriber).collect(toUnmodifiableSet()));
        Map<Object, OpenStream> newest = new HashMap<>();
        Set<Object> changed = new HashSet<>();
        for (OpenStream stream : concerned) {
            Optional<String> state = Optional.ofNullable(states.get(stream.subscriber()));
            if (state.isEmpty()) {
                stream.end();
                continue;
            }
            newest.merge(listener(stream), stream, (one, other) -> one.number() > other.number() ? one : other);
            if (stream.learn(state.get())) {
                changed.add(listener(stream));
            }
        }
        newest.forEach((listener, stream) -> {
            if (changed.contains(listener)) {
                stream.tell();
            }
        });
    }

    /** Who is told once, however many streams it has: the client of a session, else whoever has this one stream. */
    private static Object listener(OpenStream stream) {
        return stream.subscriber().session().<Object>map(session -> session).orElse(stream);
    }

    @Override
    public void start() {
        checker = Optional.of(Thread.ofVirtual().name("stream-checks").start(this::check));
    }

    @Override
    public void stop() {
        checker.ifPresent(Thread::interrupt);
        checker = Optional.empty();
        all().forEach(OpenStream::end);
    }

    @Override
    public boolean isRunning() {
        return checker.isPresent();
    }

    /** Stopped before the web server, which waits for requests to end: these would last for ever. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
