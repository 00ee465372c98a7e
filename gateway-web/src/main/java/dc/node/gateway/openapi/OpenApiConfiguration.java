package dc.node.gateway.openapi;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dc.node.gateway.frontdoor.GatewayProperties;
import dc.node.gateway.mcp.ServerInfo;
import dc.node.gateway.tools.catalogue.ToolCatalogue;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.OptionalInt;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What springdoc cannot read off the controllers. The document itself is made at its first request, which takes a second
 * or two, and kept.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String DESCRIPTION = """
            The gateway's REST interface: its administration, the tools for agents that do not speak MCP, and what an agent \
            may know of itself. Refusals are problem details (RFC 9457), but for the agents' paths, which answer \
            `{"error": {...}}` as the tools do.""";

    @Bean
    OpenAPI openApi(ServerInfo server, GatewayProperties properties) {
        return new OpenAPI()
                .info(new Info()
                        .title("Tasker Gateway")
                        .version(server.version())
                        .description(DESCRIPTION))
                .servers(List.of(new Server().url(properties.publicUrl().toString())));
    }

    /** Reads the classes as the JSON is written, with names in snake case; springdoc's reader is of an older Jackson. */
    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers) {
        SpringDocUtils.getConfig().replaceWithClass(OptionalInt.class, Integer.class);
        return new ModelResolver(
                mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE),
                new NestedTypeNames());
    }

    @Bean
    GlobalOperationCustomizer operations() {
        return new Operations();
    }

    @Bean
    GlobalOpenApiCustomizer wholeDocument(ToolCatalogue catalogue) {
        return new WholeDocument(catalogue);
    }
}
