package dc.node.gateway.tools.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules that keep the schemas readable for every client: plain, typed, closed where arguments come in. */
class ToolSchemasTest {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "format",
            "enum",
            "minimum",
            "maximum",
            "default");
    private static final Set<String> TYPES = Set.of("object", "array", "string", "integer", "number", "boolean");

    /** Issues may hold properties and blocks the gateway does not know; they must survive being read and sent back. */
    private static final Set<String> OPEN_OBJECTS =
            Set.of("/inputSchema/properties/detail_layout", "/inputSchema/properties/blocks/items");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static List<ToolDefinition> tools() {
        return new ToolCatalogue().all();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void bothSchemasAreValidJsonSchema(ToolDefinition tool) {
        Schema metaSchema = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaSchema.validate(tool.inputSchema())).isEmpty();
        assertThat(metaSchema.validate(tool.outputSchema())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void bothSchemasArePlainAndTyped(ToolDefinition tool) {
        requirePlain("/inputSchema", tool.inputSchema());
        requirePlain("/outputSchema", tool.outputSchema());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void argumentsAreClosedDescribedAndBounded(ToolDefinition tool) {
        requireStrict("/inputSchema", tool.inputSchema());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void resultsAreFlatAndLeaveRoomForAnErrorAndMore(ToolDefinition tool) {
        Schema schema = REGISTRY.getSchema(tool.outputSchema());
        JsonNode error = new JsonMapper()
                .readTree("{\"error\": {\"code\": \"not_found\", \"message\": \"No.\", \"retryable\": false}}");
        JsonNode result = new JsonMapper()
                .readTree("{\"status\": \"queued\", \"queued\": true, \"operation_id\": \"x\", \"warnings\": [\"y\"]}");

        assertThat(schema.validate(error)).isEmpty();
        assertThat(schema.validate(result)).isEmpty();
        for (JsonNode property : tool.outputSchema().path("properties")) {
            assertThat(property.has("properties")).isFalse();
        }
    }

    private static void requirePlain(String place, JsonNode schema) {
        assertThat(KEYWORDS).as(place).containsAll(schema.propertyNames());
        assertThat(TYPES).as(place).contains(schema.path("type").stringValue("not a single type"));
        if (schema.path("type").asString().equals("array")) {
            assertThat(schema.path("items").isObject()).as(place + " has items").isTrue();
        }
        children(place, schema).forEach(child -> requirePlain(child.place(), child.schema()));
    }

    private static void requireStrict(String place, JsonNode schema) {
        switch (schema.path("type").asString()) {
            case "object" ->
                assertThat(schema.path("additionalProperties").booleanValue(true))
                        .as(place + " is open")
                        .isEqualTo(OPEN_OBJECTS.contains(place));
            case "array" ->
                assertThat(schema.has("maxItems")).as(place + " has maxItems").isTrue();
            case "string" ->
                assertThat(schema.propertyNames())
                        .as(place + " has a format, a length or a list of values")
                        .containsAnyOf("format", "maxLength", "enum");
            case "integer", "number" ->
                assertThat(schema.propertyNames()).as(place + " is bounded").containsAnyOf("maximum", "enum");
            default -> assertThat(schema.path("type").asString()).isEqualTo("boolean");
        }
        for (String property : schema.path("properties").propertyNames()) {
            assertThat(schema.path("properties")
                            .path(property)
                            .path("description")
                            .stringValue(""))
                    .as(place + "/" + property + " is described")
                    .isNotBlank();
        }
        children(place, schema).forEach(child -> requireStrict(child.place(), child.schema()));
    }

    private record Child(String place, JsonNode schema) {}

    private static Stream<Child> children(String place, JsonNode schema) {
        Stream<Child> properties = schema.path("properties")
                .propertyStream()
                .map(property -> new Child(place + "/properties/" + property.getKey(), property.getValue()));
        Stream<Child> items =
                schema.has("items") ? Stream.of(new Child(place + "/items", schema.path("items"))) : Stream.of();
        return Stream.concat(properties, items);
    }
}
