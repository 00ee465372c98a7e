package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.frontdoor.DenialCounts.Excess;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenialCountsTest {

    private static final Instant MINUTE = Instant.parse("2026-03-01T12:00:00Z");

    private final DenialCounts counts = new DenialCounts(2, MINUTE.plusSeconds(30));

    @Test
    void eachAddressHasItsOwnNumber() {
        assertThat(counts.countsAlone("192.0.2.1")).isTrue();
        assertThat(counts.countsAlone("192.0.2.1")).isTrue();
        assertThat(counts.countsAlone("192.0.2.1")).isFalse();
        assertThat(counts.countsAlone("192.0.2.2")).isTrue();

        assertThat(counts.takeEnded(MINUTE.plusSeconds(59))).isEmpty();
        assertThat(counts.takeEnded(MINUTE.plusSeconds(60))).containsExactly(new Excess("192.0.2.1", 1, MINUTE));
        assertThat(counts.countsAlone("192.0.2.1")).isTrue();
    }

    @Test
    void anIpv6ClientDoesNotEscapeByChangingItsAddressInItsNetwork() {
        counts.countsAlone("2001:db8:0:1:0:0:0:1");
        counts.countsAlone("2001:db8:0:1::2");
        assertThat(counts.countsAlone("2001:db8:0:1:ffff::3")).isFalse();
        assertThat(counts.countsAlone("2001:db8:0:2::1")).isTrue();

        assertThat(counts.takeAll(MINUTE)).containsExactly(new Excess("2001:db8:0:1::/64", 1, MINUTE));
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 30_000; i++) {
            counts.countsAlone("10.%d.%d.%d".formatted(i >> 16, (i >> 8) & 255, i & 255));
        }

        assertThat(counts.takeAll(MINUTE)).containsExactly(new Excess(DenialCounts.OTHERS, 20_000 - 2, MINUTE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/40", "10.0.0", ".*", "::1/129", "10.0.0.1 10.0.0.2"})
    void aProxyThatIsNoAddressIsRefusedAtTheStart(String proxy) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(proxy)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GATEWAY_TRUSTED_PROXIES")
                .hasMessageContaining(proxy);
    }
}
