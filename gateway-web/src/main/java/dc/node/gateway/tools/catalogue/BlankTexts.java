package dc.node.gateway.tools.catalogue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Finds texts of white space only where the schema demands a text ({@code minLength}). JSON Schema could say it by a
 * pattern, which every client of {@code tools/list} would have to read.
 */
final class BlankTexts {

    private static final String BLANK = "This must not be only white space.";

    private BlankTexts() {}

    /** One problem for each, in the order of the arguments; a text that is empty is the schema's to refuse. */
    static Stream<ArgumentProblem> problemsOf(JsonNode arguments, JsonNode schema) {
        return problemsOf(arguments, schema, JsonPointer.empty());
    }

    private static Stream<ArgumentProblem> problemsOf(JsonNode value, JsonNode schema, JsonPointer at) {
        if (value.isObject()) {
            return value.propertyStream()
                    .flatMap(property -> problemsOf(
                            property.getValue(),
                            schema.path("properties").path(property.getKey()),
                            at.appendProperty(property.getKey())));
        }
        if (value.isArray()) {
            return IntStream.range(0, value.size())
                    .boxed()
                    .flatMap(index -> problemsOf(value.get(index), schema.path("items"), at.appendIndex(index)));
        }
        boolean blank = value.isString() && schema.has("minLength") && isBlank(value.stringValue());
        return blank ? Stream.of(new ArgumentProblem(at.toString(), BLANK)) : Stream.empty();
    }

    /** Of white space in any script, the no-break spaces included. */
    private static boolean isBlank(String text) {
        return !text.isEmpty()
                && text.codePoints()
                        .allMatch(codePoint -> Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint));
    }
}
