package dc.node.gateway.identity.provider;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From where the documents of identity providers may be fetched, beside the public internet over https.
 *
 * @param allowLoopbackHttp whether a provider may be on this machine, also without TLS
 *     ({@code GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP}); for development and tests, off by default
 * @param allowedTargets hosts, such as {@code login.example.internal}, which may then have any address, and networks, such
 *     as {@code 10.20.0.0/16}, that may be reached though they are not public ({@code GATEWAY_IDENTITY_ALLOWED_TARGETS},
 *     with commas between them); none by default. Https is needed there, too
 */
@ConfigurationProperties("gateway.identity")
public record IdentityProviderProperties(
        @DefaultValue("false") boolean allowLoopbackHttp,
        @DefaultValue List<String> allowedTargets) {

    public IdentityProviderProperties {
        allowedTargets = List.copyOf(allowedTargets);
    }
}
