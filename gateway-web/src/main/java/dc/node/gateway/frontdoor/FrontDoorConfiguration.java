package dc.node.gateway.frontdoor;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the front door before every servlet and every other filter. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class FrontDoorConfiguration {

    @Bean
    FilterRegistrationBean<FrontDoorFilter> frontDoor(AgentDoorkeeper agents, AdministratorDoorkeeper administrators) {
        FilterRegistrationBean<FrontDoorFilter> registration =
                new FilterRegistrationBean<>(new FrontDoorFilter(agents, administrators));
        registration.addUrlPatterns("/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
