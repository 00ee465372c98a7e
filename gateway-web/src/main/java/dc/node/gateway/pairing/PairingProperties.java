package dc.node.gateway.pairing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many attempts to redeem a pairing code each process takes in a minute.
 *
 * @param attemptsPerAddress from one address, or one IPv6 network of 64 bits
 *     ({@code GATEWAY_PAIRING_ATTEMPTS_PER_ADDRESS}). Behind a proxy that is not in
 *     {@code GATEWAY_TRUSTED_PROXIES} all callers have the proxy's address
 * @param attempts from all addresses together ({@code GATEWAY_PAIRING_ATTEMPTS})
 */
@ConfigurationProperties("gateway.pairing")
public record PairingProperties(
        @DefaultValue("10") int attemptsPerAddress,
        @DefaultValue("120") int attempts) {

    public PairingProperties {
        if (attemptsPerAddress < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "gateway.pairing.attempts-per-address (GATEWAY_PAIRING_ATTEMPTS_PER_ADDRESS)"
                            + " and gateway.pairing.attempts (GATEWAY_PAIRING_ATTEMPTS) must be at least 1");
        }
    }
}
