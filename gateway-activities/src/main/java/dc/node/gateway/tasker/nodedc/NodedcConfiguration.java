package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerAvailability;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes NODE.DC's Tasker the backend ({@code TASKER_BACKEND=nodedc}, the default). */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "gateway.tasker-backend", havingValue = "nodedc", matchIfMissing = true)
@EnableConfigurationProperties(NodedcProperties.class)
class NodedcConfiguration {

    private final TaskerCircuitBreaker circuitBreaker = new TaskerCircuitBreaker();

    @Bean
    TimedHttpClient taskerHttpClient() {
        return new TimedHttpClient();
    }

    @Bean
    Tasker tasker(NodedcProperties properties, TimedHttpClient client) {
        NodedcHttp http = new NodedcHttp(properties, client, circuitBreaker);
        return switch (properties.contract()) {
            case EXTENDED -> new NodedcTasker(http);
            case BASE -> new BaseNodedcTasker(http);
        };
    }

    @Bean
    TaskerAvailability taskerAvailability() {
        return circuitBreaker;
    }

    @Bean
    TaskerHealthProbe taskerHealthProbe(
            Tasker tasker, TaskerAvailability availability, @Value("${gateway.role:all}") String role) {
        // A process that runs no writes makes too few calls to find out by them.
        boolean always = role.equalsIgnoreCase("web");
        return new TaskerHealthProbe(tasker, availability, always);
    }
}
