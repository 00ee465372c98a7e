package dc.node.tasker.sandbox.json;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON dialect of the sandbox: snake_case, members in the order they came, numbers as they were written. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // 1.10 must come back as 1.10, and a long decimal with all its digits.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** Writes records, maps, lists and JSON trees. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Reads a value; a {@link tools.jackson.core.JacksonException} says why the text is none. */
    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** Reads any JSON; a {@link tools.jackson.core.JacksonException} says why the text is none. */
    public static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }
}
