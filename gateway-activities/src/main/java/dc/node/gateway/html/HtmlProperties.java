package dc.node.gateway.html;

import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the HTML in data of which only this is known: a string is HTML if the property it is in is named {@code html} or
 * ends in {@code _html}, at whatever depth, also as one of a list. Every other string is data, whatever it looks like.
 */
public final class HtmlProperties {

    private HtmlProperties() {}

    /** A copy in which every piece of HTML went through the function. */
    public static ObjectNode rewritten(ObjectNode json, UnaryOperator<String> function) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        json.properties()
                .forEach(property -> copy.set(
                        property.getKey(), rewritten(property.getValue(), holdsHtml(property.getKey()), function)));
        return copy;
    }

    private static JsonNode rewritten(JsonNode node, boolean html, UnaryOperator<String> function) {
        if (node instanceof ObjectNode object) {
            return rewritten(object, function);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(entry -> copy.add(rewritten(entry, html, function)));
            return copy;
        }
        return html && node.isString() ? JsonNodeFactory.instance.stringNode(function.apply(node.stringValue())) : node;
    }

    private static boolean holdsHtml(String name) {
        return name.equals("html") || name.endsWith("_html");
    }
}
