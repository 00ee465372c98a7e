package dc.node.gateway.config;

import dc.node.gateway.json.Json;
import io.temporal.client.ActivityClient;
import io.temporal.client.ActivityClientOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the Temporal starter does not bring: a client for activities that stand alone, Jackson 3, impatience. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {

    @Bean
    DataConverter dataConverter() {
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter(Json.MAPPER));
    }

    /**
     * By default a connection that was refused is tried again only every ten seconds, and each message is compressed, which costs
     * both sides more than a few hundred bytes are worth.
     */
    @Bean
    TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> connection() {
        return options -> options.setConnectionBackoffResetFrequency(Duration.ofSeconds(1))
                .setGrpcCompression(GrpcCompression.NONE);
    }

    @Bean
    ActivityClient activityClient(WorkflowClient workflows, DataConverter dataConverter) {
        return ActivityClient.newInstance(
                workflows.getWorkflowServiceStubs(),
                ActivityClientOptions.newBuilder()
                        .setNamespace(workflows.getOptions().getNamespace())
                        .setIdentity(workflows.getOptions().getIdentity())
                        .setDataConverter(dataConverter)
                        .build());
    }
}
