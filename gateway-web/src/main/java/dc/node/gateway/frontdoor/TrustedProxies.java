package dc.node.gateway.frontdoor;

import java.util.List;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose {@code X-Forwarded-For} is believed. Nobody's by default: a client could write what it likes in it.
 *
 * @param trustedProxies addresses, or networks such as {@code 10.1.0.0/16}, of the proxies before the gateway
 *     ({@code GATEWAY_TRUSTED_PROXIES}, separated by commas)
 */
@ConfigurationProperties("gateway")
record TrustedProxies(@DefaultValue List<String> trustedProxies) {

    /** Not a name, which would be looked up, nor a regular expression, which Tomcat would take, too. */
    private static final String NETWORK = "(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*)(/\\d{1,3})?";

    TrustedProxies {
        trustedProxies = trustedProxies.stream().map(String::strip).toList();
        trustedProxies.forEach(TrustedProxies::requireNetwork);
    }

    private static void requireNetwork(String network) {
        if (!network.matches(NETWORK)) {
            throw misspelled(network);
        }
        try {
            new NetMask(network);
        } catch (IllegalArgumentException e) {
            throw misspelled(network);
        }
    }

    private static IllegalArgumentException misspelled(String network) {
        return new IllegalArgumentException(
                "gateway.trusted-proxies (GATEWAY_TRUSTED_PROXIES) has '%s', which is neither an address nor a network such as 10.1.0.0/16"
                        .formatted(network));
    }
}
