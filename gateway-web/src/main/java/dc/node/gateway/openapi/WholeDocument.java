package dc.node.gateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dc.node.gateway.frontdoor.Entrance;
import dc.node.gateway.frontdoor.EntranceTable;
import dc.node.gateway.tools.catalogue.ToolCatalogue;
import dc.node.gateway.tools.catalogue.ToolDefinition;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds what holds for all paths: a path for each tool, who may enter, how refusals look; and puts the paths in order. */
final class WholeDocument implements GlobalOpenApiCustomizer {

    private static final String ANY_TOOL = "/api/v1/tools/{name}";
    private static final String ADMINISTRATOR = "administrator";
    private static final String AGENT = "agent";
    private static final String PROBLEM = "Problem";
    private static final String TOOL_ERROR = "ToolError";

    private final ToolCatalogue catalogue;

    WholeDocument(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void customise(OpenAPI document) {
        Paths paths = document.getPaths();
        paths.remove(ANY_TOOL);
        catalogue.all().forEach(tool -> paths.addPathItem(path(tool), new PathItem().post(operation(tool))));
        paths.forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> complete(operation, EntranceTable.entrance(method.name(), path))));
        document.setPaths(inOrder(paths));
        addShared(document);
    }

    private static String path(ToolDefinition tool) {
        return ANY_TOOL.replace("{name}", tool.name());
    }

    private static Operation operation(ToolDefinition tool) {
        return new Operation()
                .tags(List.of("tools"))
                .operationId(tool.name())
                .summary(tool.title())
                .description(tool.description())
                .requestBody(new RequestBody()
                        .required(true)
                        .content(json(schema(tool.inputSchema().toString()))))
                .responses(new ApiResponses()
                        .addApiResponse(
                                "200",
                                new ApiResponse()
                                        .description("The result")
                                        .content(json(schema(tool.outputSchema().toString())))));
    }

    private static Schema<?> schema(String jsonSchema) {
        try {
            return Json31.mapper().readValue(jsonSchema, Schema.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema of the catalogue cannot be read as one", e);
        }
    }

    private static void complete(Operation operation, Entrance entrance) {
        operation.getResponses().values().forEach(response -> {
            if (response.getContent() != null && response.getContent().containsKey("*/*")) {
                response.content(json(response.getContent().get("*/*").getSchema()));
            }
        });
        switch (entrance) {
            case OPEN -> operation.security(List.of());
            case AGENTS -> operation.security(List.of(new SecurityRequirement().addList(AGENT)));
            case ADMINISTRATORS -> operation.security(List.of(new SecurityRequirement().addList(ADMINISTRATOR)));
        }
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        entrance == Entrance.AGENTS
                                ? refusal("application/json", TOOL_ERROR)
                                : refusal("application/problem+json", PROBLEM));
    }

    private static ApiResponse refusal(String contentType, String schema) {
        return new ApiResponse()
                .description("A refusal, with a sentence that says what to do")
                .content(new Content().addMediaType(contentType, new MediaType().schema(new Schema<>().$ref(schema))));
    }

    private static Content json(Schema<?> schema) {
        return new Content().addMediaType("application/json", new MediaType().schema(schema));
    }

    private static Paths inOrder(Paths paths) {
        Paths ordered = new Paths();
        ordered.putAll(new TreeMap<>(paths));
        return ordered;
    }

    private static void addShared(OpenAPI document) {
        Components components = document.getComponents();
        components.addSchemas(PROBLEM, schema("""
                {"type": "object", "required": ["title", "status", "detail"], "properties": {
                  "type": {"type": "string", "format": "uri-reference"}, "title": {"type": "string"},
                  "status": {"type": "integer"}, "detail": {"type": "string"},
                  "instance": {"type": "string", "format": "uri-reference"}}}"""));
        components.addSchemas(TOOL_ERROR, schema("""
                {"type": "object", "required": ["error"], "properties": {"error": {
                  "type": "object", "required": ["code", "message", "retryable"], "properties": {
                    "code": {"type": "string"}, "message": {"type": "string"}, "retryable": {"type": "boolean"},
                    "details": {"type": "object"}}}}}"""));
        components.addSecuritySchemes(ADMINISTRATOR, bearer("The administrative credential, GATEWAY_ADMIN_TOKEN."));
        components.addSecuritySchemes(AGENT, bearer("An agent's token."));
    }

    private static SecurityScheme bearer(String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(description);
    }
}
