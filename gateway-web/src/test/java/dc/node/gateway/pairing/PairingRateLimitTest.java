package dc.node.gateway.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PairingRateLimitTest {

    private final AtomicLong nanos = new AtomicLong();
    private final PairingRateLimit limit = new PairingRateLimit(new PairingProperties(10, 25), new Time());

    @Test
    void anAddressMayTryTenTimesAMinute() {
        times("192.0.2.1", 10);

        assertThat(limit.tryFrom("192.0.2.1")).hasValue(Duration.ofSeconds(6));
        assertThat(limit.tryFrom("192.0.2.2")).isEmpty();
        passes(Duration.ofSeconds(6));
        assertThat(limit.tryFrom("192.0.2.1")).isEmpty();
        assertThat(limit.tryFrom("192.0.2.1")).isPresent();
    }

    @Test
    void allAddressesTogetherAreLimitedToo() {
        for (int i = 0; i < 25; i++) {
            assertThat(limit.tryFrom("192.0.2." + i)).isEmpty();
        }

        assertThat(limit.tryFrom("192.0.2.99")).isPresent();
        passes(Duration.ofMinutes(1));
        assertThat(limit.tryFrom("192.0.2.99")).isEmpty();
    }

    @Test
    void anAttemptRefusedForTheOthersIsNotCountedAgainstItsAddress() {
        times("192.0.2.1", 10);
        times("192.0.2.2", 10);
        times("192.0.2.3", 5);
        for (int i = 0; i < 20; i++) {
            assertThat(limit.tryFrom("192.0.2.4")).isPresent();
        }

        passes(Duration.ofSeconds(24));

        times("192.0.2.4", 10);
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        times("2001:db8:0:1::1", 5);
        times("2001:db8:0:1:ffff::2", 5);

        assertThat(limit.tryFrom("2001:db8:0:1::3")).isPresent();
        assertThat(limit.tryFrom("2001:db8:0:2::3")).isEmpty();
    }

    @Test
    void aLimitBelowOneStopsTheStart() {
        assertThatThrownBy(() -> new PairingProperties(0, 120))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GATEWAY_PAIRING_ATTEMPTS_PER_ADDRESS");
    }

    private void times(String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limit.tryFrom(address))
                    .as("%s, attempt %d", address, i + 1)
                    .isEmpty();
        }
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private final class Time implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
