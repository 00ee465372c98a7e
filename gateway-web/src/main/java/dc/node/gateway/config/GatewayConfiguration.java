package dc.node.gateway.config;

import dc.node.gateway.mcp.ServerInfo;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The clock everybody uses, and how the gateway presents itself. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class GatewayConfiguration {

    private static final String INSTRUCTIONS =
            "Tasker is the issue tracker of your team. Call tasker_get_agent_instructions before you plan any change in it:"
                    + " it lists the projects you may work in, the rules, and writes of yours that failed. Every write takes"
                    + " effect exactly once under its idempotency_key; an answer with queued true has been accepted and lands"
                    + " by itself.";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** A thread for each of the sweepers and probes: one that waits for Temporal or Tasker must not hold up the others. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(12);
        scheduler.setThreadNamePrefix("scheduled-");
        scheduler.setDaemon(true);
        return scheduler;
    }

    @Bean
    @ConditionalOnProperty(name = "gateway.role", havingValue = "worker")
    FilterRegistrationBean<WorkerRoleFilter> workerRoleFilter() {
        FilterRegistrationBean<WorkerRoleFilter> registration = new FilterRegistrationBean<>(new WorkerRoleFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    ServerInfo serverInfo(VersionProperties version) {
        return new ServerInfo("tasker-gateway", "Tasker Gateway", version.version(), INSTRUCTIONS);
    }
}
