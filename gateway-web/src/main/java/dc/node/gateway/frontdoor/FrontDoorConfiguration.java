package dc.node.gateway.frontdoor;

import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the front door before every servlet and every other filter. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GatewayProperties.class, TrustedProxies.class})
class FrontDoorConfiguration {

    @Bean
    FilterRegistrationBean<FrontDoorFilter> frontDoor(AgentDoorkeeper agents, AdministratorDoorkeeper administrators) {
        FilterRegistrationBean<FrontDoorFilter> registration =
                new FilterRegistrationBean<>(new FrontDoorFilter(agents, administrators));
        registration.addUrlPatterns("/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /**
     * Behind trusted proxies, whoever spoke to the first of them is the client: the last address in the header that is not
     * a trusted proxy's. Addresses further left are the client's own words.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> clientAddresses(TrustedProxies proxies) {
        return factory -> {
            if (!proxies.trustedProxies().isEmpty()) {
                RemoteIpValve valve = new ClientAddressValve();
                valve.setInternalProxies(String.join(",", proxies.trustedProxies()));
                valve.setProtocolHeader(null);
                factory.addEngineValves(valve);
            }
        };
    }
}
