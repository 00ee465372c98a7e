package dc.node.gateway.identity.provider;

import java.net.InetAddress;
import java.time.Clock;
import org.apache.hc.core5.ssl.SSLContexts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what fetches providers' keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProviderProperties.class)
class IdentityProviderConfiguration {

    @Bean
    DocumentFetcher providerDocuments(IdentityProviderProperties properties) {
        return new DocumentFetcher(
                new ProviderUrls(properties),
                new AddressPolicy(properties, InetAddress::getAllByName),
                SSLContexts.createDefault());
    }

    @Bean
    ProviderKeys providerKeys(DocumentFetcher documents, Clock clock) {
        return new ProviderKeys(new KeySource(documents), clock);
    }

    @Bean
    ProviderCheck providerCheck(IdentityProviderProperties properties, DocumentFetcher documents) {
        return new ProviderCheck(new ProviderUrls(properties), documents);
    }
}
