package dc.node.gateway.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import dc.node.gateway.identity.provider.KeySearch.Found;
import dc.node.gateway.identity.provider.KeySearch.Unavailable;
import dc.node.gateway.identity.provider.KeySearch.Unknown;
import dc.node.gateway.testing.TestClock;
import dc.node.gateway.testing.TestIdentityProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of a provider's keys, for how long, and how often it is asked. */
class ProviderKeysTest {

    private static final RSAKey FIRST = TestIdentityProvider.rsaKey("first");
    private static final RSAKey SECOND = TestIdentityProvider.rsaKey("second");
    private static final IdentityProviderProperties LOOPBACK = new IdentityProviderProperties(true, List.of());

    private final TestClock clock = new TestClock();
    private final TestIdentityProvider idp = TestIdentityProvider.start();
    private final DocumentFetcher documents = new DocumentFetcher(
            new ProviderUrls(LOOPBACK),
            new AddressPolicy(LOOPBACK, InetAddress::getAllByName),
            SSLContexts.createDefault());
    private final ProviderKeys keys = new ProviderKeys(new KeySource(documents), clock);
    private final UUID id = UUID.randomUUID();

    @AfterEach
    void stop() throws IOException {
        keys.destroy();
        documents.destroy();
        idp.close();
    }

    @Test
    void keysAreFetchedOnceAndUsedForFiveMinutesAndThenFetchedBehindTheCaller() {
        idp.publish(FIRST);
        assertThat(find("first")).isInstanceOf(Found.class);
        clock.advance(Duration.ofSeconds(299));
        assertThat(find("first")).isInstanceOf(Found.class);
        assertThat(idp.fetches()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        idp.hold();
        assertThat(find("first")).isInstanceOf(Found.class);
        idp.letGo();

        await().untilAsserted(() -> assertThat(idp.fetches()).isEqualTo(2));
    }

    @Test
    void aWithdrawnKeyIsForgottenWithTheNextFetch() {
        idp.publish(FIRST, SECOND);
        find("first");
        idp.publish(SECOND);
        clock.advance(Duration.ofMinutes(5));

        await().untilAsserted(() -> assertThat(find("first")).isInstanceOf(Unknown.class));
        assertThat(find("second")).isInstanceOf(Found.class);
    }

    @Test
    void aProviderThatIsAwayIsBelievedForAnHourAndNoLonger() {
        idp.publish(FIRST);
        find("first");
        idp.answerWith(503);

        clock.advance(Duration.ofMinutes(59));
        assertThat(find("first")).isInstanceOf(Found.class);
        await().untilAsserted(() -> assertThat(idp.fetches()).isEqualTo(2));
        clock.advance(Duration.ofMinutes(1));
        assertThat(find("first")).isInstanceOf(Unavailable.class);

        idp.answerWith(200);
        clock.advance(Duration.ofSeconds(10));
        assertThat(find("first")).isInstanceOf(Found.class);
    }

    @Test
    void whileItsKeysAreNotKnownAProviderIsAskedEachTenSeconds() {
        idp.answerWith(500);
        for (int i = 0; i < 20; i++) {
            assertThat(find("first")).isInstanceOf(Unavailable.class);
        }
        assertThat(idp.fetches()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(10));
        find("first");

        assertThat(idp.fetches()).isEqualTo(2);
    }

    @Test
    void inventedIdsAtAProviderNobodyAskedYetCostOneFetch() {
        idp.publish(FIRST);

        for (int i = 0; i < 20; i++) {
            assertThat(find("invented-" + i)).isInstanceOf(Unknown.class);
        }

        assertThat(idp.fetches()).isEqualTo(1);
        assertThat(find("first")).isInstanceOf(Found.class);
    }

    @Test
    void anUnknownIdIsNobodysFaultWhileTheProviderCannotBeAsked() {
        idp.publish(FIRST);
        find("first");
        idp.answerWith(500);

        assertThat(find("second")).isInstanceOf(Unavailable.class);
        assertThat(find("first")).isInstanceOf(Found.class);
    }

    @Test
    void whoeverComesWhileAFetchIsUnderWayWaitsForThatOne() throws Exception {
        idp.publish(FIRST);
        idp.hold();
        List<Future<KeySearch>> searches = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                searches.add(callers.submit(() -> find("first")));
            }
            await().untilAsserted(() -> assertThat(idp.fetches()).isEqualTo(1));
            idp.letGo();
        }

        for (Future<KeySearch> search : searches) {
            assertThat(search.get()).isInstanceOf(Found.class);
        }
        assertThat(idp.fetches()).isEqualTo(1);
    }

    @Test
    void aProviderThatDoesNotAnswerHoldsNobodyForLong() {
        idp.publish(FIRST);
        idp.hold();
        long start = System.nanoTime();

        assertThat(find("first")).isInstanceOf(Unavailable.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        long again = System.nanoTime();
        assertThat(find("first")).isInstanceOf(Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofSeconds(4));
        assertThat(idp.fetches()).isEqualTo(1);
    }

    @Test
    void whatWasFetchedForAnEarlierVersionIsNotUsed() {
        idp.publish(FIRST);
        find("first");
        idp.publish(SECOND);

        assertThat(keys.find(provider(2), Optional.of("first"), SigningAlgorithm.RS256))
                .isInstanceOf(Unknown.class);
        assertThat(keys.find(provider(2), Optional.of("second"), SigningAlgorithm.RS256))
                .isInstanceOf(Found.class);
    }

    private KeySearch find(String key) {
        return keys.find(provider(1), Optional.of(key), SigningAlgorithm.RS256);
    }

    private IdentityProvider provider(long version) {
        return new IdentityProvider(
                id,
                "default",
                "Company login",
                idp.issuer(),
                Optional.of(idp.jwksUrl()),
                "https://gateway.test/mcp",
                Set.of(SigningAlgorithm.RS256),
                SubjectClaim.SUB,
                Duration.ZERO,
                Instant.EPOCH,
                Optional.empty(),
                version);
    }
}
