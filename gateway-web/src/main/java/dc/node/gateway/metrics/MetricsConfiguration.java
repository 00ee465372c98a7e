package dc.node.gateway.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is left out of the meters that libraries bring. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    /** Its histograms are some seventy lines for each kind of call to Temporal; count, sum and maximum tell enough. */
    @Bean
    MeterFilter withoutHistogramsOfTemporalsSdk() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().startsWith("temporal_")
                        ? DistributionStatisticConfig.builder()
                                .percentilesHistogram(false)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }
}
