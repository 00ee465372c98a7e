package dc.node.gateway.tools.catalogue;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Holds idempotency keys to printable ASCII, at least one character of it. JSON Schema could say it by a pattern, which every
 * client of {@code tools/list} would have to read ten times.
 */
final class KeyForm {

    private static final String KEY = "idempotency_key";
    private static final String PROBLEM = "This must have at least one character, and only printable ASCII.";

    private KeyForm() {}

    /** One problem at most; what is no text is the schema's to refuse. */
    static Stream<ArgumentProblem> problemsOf(JsonNode arguments) {
        JsonNode key = arguments.path(KEY);
        return key.isString() && !isPrintable(key.stringValue())
                ? Stream.of(new ArgumentProblem("/" + KEY, PROBLEM))
                : Stream.empty();
    }

    private static boolean isPrintable(String key) {
        return !key.isEmpty() && key.chars().allMatch(character -> character >= ' ' && character <= '~');
    }
}
