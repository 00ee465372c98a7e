package dc.node.gateway.config;

import dc.node.gateway.json.Json;
import io.temporal.client.ActivityClient;
import io.temporal.client.ActivityClientOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the Temporal starter does not bring: a client for activities that stand alone, and Jackson 3. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {

    @Bean
    DataConverter dataConverter() {
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter(Json.MAPPER));
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
