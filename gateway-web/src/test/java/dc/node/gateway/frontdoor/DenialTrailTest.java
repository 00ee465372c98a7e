package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

class DenialTrailTest {

    private static final Instant MINUTE = Instant.parse("2026-03-01T12:00:00Z");
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(MINUTE);

    private final TestDatabase database = TestDatabase.create();

    @Test
    void theRestOfAMinuteIsOneEventWithItsNumber() {
        NOW.set(MINUTE.plusSeconds(20));
        try (TestGateway gateway = start("")) {
            for (int i = 0; i < 10; i++) {
                assertThat(refused(gateway, "").status()).isEqualTo(401);
            }
            assertThat(reasons()).containsExactly("malformed_token", "malformed_token", "malformed_token");

            NOW.set(MINUTE.plusSeconds(60));

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(reasons()).hasSize(4).last().isEqualTo("denials_counted"));
            assertThat(events().getLast())
                    .containsEntry("address", "127.0.0.1")
                    .containsEntry("decision", "deny")
                    .containsEntry("detail", "7 more in the minute from 2026-03-01T12:00:00Z");

            refused(gateway, "");
            assertThat(reasons()).hasSize(5).last().isEqualTo("malformed_token");
        }
    }

    @Test
    void whatWasCountedIsWrittenWhenTheGatewayEnds() {
        NOW.set(MINUTE);
        try (TestGateway gateway = start("")) {
            for (int i = 0; i < 5; i++) {
                refused(gateway, "");
            }
        }

        assertThat(events())
                .hasSize(4)
                .last()
                .satisfies(event ->
                        assertThat(event).containsEntry("detail", "2 more in the minute from 2026-03-01T12:00:00Z"));
    }

    @Test
    void nobodyCanWriteAnAddressIntoTheTrail() {
        NOW.set(MINUTE);
        try (TestGateway gateway = start("")) {
            for (int i = 0; i < 5; i++) {
                refused(gateway, "203.0.113." + i);
            }

            assertThat(events())
                    .hasSize(3)
                    .allSatisfy(event -> assertThat(event).containsEntry("address", "127.0.0.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "192.0.2.7, 127.0.0.0/8", "127.0.0.1,10.0.0.0/8,2001:db8::/32"})
    void behindATrustedProxyEachClientHasItsOwnLimitAndForgesNothing(String proxies) {
        NOW.set(MINUTE);
        try (TestGateway gateway = start(proxies)) {
            for (int i = 0; i < 5; i++) {
                // What a client sent itself stands to the left of what the proxy added.
                refused(gateway, "198.51.100." + i + ", 203.0.113.1");
            }
            refused(gateway, "203.0.113.2");
            refused(gateway, "2001:db9::1");
            refused(gateway, "");

            assertThat(events())
                    .extracting(event -> event.get("address"))
                    .containsExactly(
                            "203.0.113.1", "203.0.113.1", "203.0.113.1", "203.0.113.2", "2001:db9::1", "127.0.0.1");
        }
    }

    @Test
    void aPortThatAProxyWroteIsNoPartOfTheAddress() {
        NOW.set(MINUTE);
        try (TestGateway gateway = start("127.0.0.1,10.0.0.0/8")) {
            for (int i = 0; i < 5; i++) {
                refused(gateway, "198.51.100.1:1, 203.0.113.8:4000" + i);
                refused(gateway, "[2001:db8::%d]:44%d, 10.0.0.1:80".formatted(i, i));
            }
            refused(gateway, "[2001:db9::1]");
            refused(gateway, "2001:db9:0:1::44");

            assertThat(events())
                    .extracting(event -> event.get("address"))
                    .containsExactly(
                            "203.0.113.8",
                            "2001:db8::0",
                            "203.0.113.8",
                            "2001:db8::1",
                            "203.0.113.8",
                            "2001:db8::2",
                            "2001:db9::1",
                            "2001:db9:0:1::44");
        }
    }

    @Test
    void whatAnAdministratorDoesIsRecordedWithTheAddressItCameFrom() {
        NOW.set(MINUTE);
        try (TestGateway gateway = start("127.0.0.1")) {
            Answer blocked = gateway.send(gateway.request("/api/v1/owners/owner-1/block")
                    .header("Authorization", "Bearer " + TestGateway.ADMIN_TOKEN)
                    .header("X-Forwarded-For", "203.0.113.9:4711")
                    .POST(BodyPublishers.noBody()));

            assertThat(blocked.status()).isEqualTo(200);
            assertThat(events().getLast())
                    .containsEntry("reason", "owner_blocked")
                    .containsEntry("actor", "service-token")
                    .containsEntry("address", "203.0.113.9");
        }
    }

    private TestGateway start(String proxies) {
        return TestGateway.startWith(
                ClockOfTheTest.class,
                database,
                "GATEWAY_AUDIT_DENIALS_PER_MINUTE=3",
                "GATEWAY_TRUSTED_PROXIES=" + proxies);
    }

    private static Answer refused(TestGateway gateway, String forwardedFor) {
        var request = gateway.request("/mcp").header("Authorization", "Bearer wrong");
        if (!forwardedFor.isEmpty()) {
            request.header("X-Forwarded-For", forwardedFor);
        }
        return gateway.send(request.GET());
    }

    private List<String> reasons() {
        return events().stream().map(event -> (String) event.get("reason")).toList();
    }

    private List<Map<String, Object>> events() {
        return database.jdbc()
                .sql("select * from audit_event order by id")
                .query()
                .listOfRows();
    }

    static class ClockOfTheTest {
        @Bean
        @Primary
        Clock clockOfTheTest() {
            return ((InstantSource) NOW::get).withZone(ZoneOffset.UTC);
        }
    }
}
