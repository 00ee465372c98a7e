package dc.node.gateway.identity;

import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the randomness of tokens comes from. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
