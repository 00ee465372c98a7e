package dc.node.gateway.tools.catalogue;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives equal arguments one form, by which they are compared and kept: a UUID means the same in either case, so it is
 * written in lower case. Only what the schema declares as a UUID is touched; texts, and what a schema leaves open, stay as
 * they were sent.
 */
final class CanonicalArguments {

    private CanonicalArguments() {}

    /** A copy in canonical form of arguments that match the schema. */
    static ObjectNode of(ObjectNode arguments, JsonNode schema) {
        ObjectNode canonical = arguments.objectNode();
        arguments
                .propertyStream()
                .forEach(property -> canonical.set(
                        property.getKey(),
                        canonical(property.getValue(), schema.path("properties").path(property.getKey()))));
        return canonical;
    }

    private static JsonNode canonical(JsonNode value, JsonNode schema) {
        return switch (value) {
            case ObjectNode object -> of(object, schema);
            case ArrayNode array -> {
                ArrayNode entries = array.arrayNode(array.size());
                array.forEach(entry -> entries.add(canonical(entry, schema.path("items"))));
                yield entries;
            }
            default ->
                value.isString() && schema.path("format").stringValue("").equals("uuid")
                        ? JsonNodeFactory.instance.stringNode(
                                value.stringValue().toLowerCase(Locale.ROOT))
                        : value;
        };
    }
}
