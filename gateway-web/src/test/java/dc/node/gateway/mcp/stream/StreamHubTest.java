package dc.node.gateway.mcp.stream;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.mcp.stream.Opening.Opened;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told on which stream when changes, checks and openings meet. */
class StreamHubTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(300);

    private final AtomicReference<String> state = new AtomicReference<>("S1");
    /** Done once, after the next look at the state and before its answer arrives. */
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(StreamHubTest::nothing);

    private final StreamHub hub = new StreamHub(
            new StreamAccess() {
                @Override
                public Object credential(Principal caller) {
                    return caller.getName();
                }

                @Override
                public Map<Subscriber, String> states(Set<Subscriber> subscribers) {
                    String read = state.get();
                    meanwhile.getAndSet(StreamHubTest::nothing).run();
                    return subscribers.stream().collect(toUnmodifiableMap(each -> each, each -> read));
                }
            },
            new StreamLimits(50, 100, Duration.ofSeconds(15), Duration.ofHours(1)));

    @BeforeEach
    void start() {
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop();
    }

    @Test
    void aChangeFoundWhileAStreamIsBeingOpenedIsToldOnItOnce() {
        OpenStream witness = open(Optional.empty());
        meanwhile.set(() -> {
            change("S2");
            assertThat(next(witness)).isEqualTo(new Signal.ListChanged("S2"));
        });

        OpenStream stream = open(Optional.empty());

        assertThat(stream.state()).isEqualTo("S1");
        assertThat(next(stream)).isEqualTo(new Signal.ListChanged("S2"));
        assertSilent(stream);
        assertSilent(witness);
    }

    @Test
    void aChangeFoundWhileAClientResumesIsToldOnItOnce() {
        OpenStream witness = open(Optional.empty());
        meanwhile.set(() -> {
            change("S2");
            assertThat(next(witness)).isEqualTo(new Signal.ListChanged("S2"));
        });

        OpenStream stream = open(Optional.of("S1"));

        assertThat(next(stream)).isEqualTo(new Signal.ListChanged("S2"));
        assertSilent(stream);
    }

    @Test
    void whatAResumingClientMissedIsItsStateOnlyOnceItIsTold() {
        OpenStream stream = open(Optional.of("S0"));

        assertThat(stream.state()).isEqualTo("S0");
        assertThat(next(stream)).isEqualTo(new Signal.ListChanged("S1"));
        assertThat(stream.state()).isEqualTo("S1");
        assertSilent(stream);
    }

    @Test
    void aResumingClientThatMissedNothingIsToldNothing() {
        OpenStream stream = open(Optional.of("S1"));

        assertThat(stream.state()).isEqualTo("S1");
        assertSilent(stream);
    }

    @Test
    void anErrorInACheckDoesNotEndTheChecks() {
        OpenStream stream = open(Optional.empty());
        meanwhile.set(() -> {
            throw new StackOverflowError("of a test");
        });
        change("S2");

        assertThat(next(stream)).isEqualTo(new Signal.ListChanged("S2"));
    }

    private OpenStream open(Optional<String> lastKnown) {
        Opening opening = hub.open(new Subscriber("bob", "credential", Optional.empty()), lastKnown);
        return ((Opened) opening).stream();
    }

    private void change(String changed) {
        state.set(changed);
        hub.changed(Set.of("bob"));
    }

    private static Signal next(OpenStream stream) {
        return next(stream, PATIENCE);
    }

    private static void nothing() {}

    private static void assertSilent(OpenStream stream) {
        assertThat(next(stream, A_WHILE)).isEqualTo(new Signal.Silence());
    }

    private static Signal next(OpenStream stream, Duration longest) {
        try {
            return stream.next(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
