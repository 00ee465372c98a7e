package dc.node.gateway.tools.catalogue;

import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * What no argument may hold, wherever it is, for the schemas leave layouts and blocks open: text that cannot be stored, and
 * numbers beyond those of RFC 8785, by which arguments are compared.
 */
final class ArgumentLimits {

    private static final String UNSTORABLE =
            "The text holds a NUL character or half of a surrogate pair, which cannot be stored. Leave it out.";
    private static final String TOO_LARGE = "This number is too large for JSON readers.";

    private ArgumentLimits() {}

    /** The first place that breaks a limit, names of properties included. */
    static Optional<ArgumentProblem> problemOf(JsonNode arguments) {
        return problemOf(arguments, JsonPointer.empty());
    }

    private static Optional<ArgumentProblem> problemOf(JsonNode node, JsonPointer at) {
        if (node.isString()) {
            return problemUnless(StorableText.isStorable(node.stringValue()), at, UNSTORABLE);
        }
        if (node.isNumber()) {
            boolean finite = Double.isFinite(node.numberValue().doubleValue());
            return problemUnless(finite, at, TOO_LARGE);
        }
        if (node.isObject()) {
            return node.propertyStream()
                    .flatMap(property -> problemOf(property, at).stream())
                    .findFirst();
        }
        for (int index = 0; index < node.size(); index++) {
            Optional<ArgumentProblem> problem = problemOf(node.get(index), at.appendIndex(index));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<ArgumentProblem> problemOf(Map.Entry<String, JsonNode> property, JsonPointer parent) {
        return problemUnless(StorableText.isStorable(property.getKey()), parent, UNSTORABLE)
                .or(() -> problemOf(property.getValue(), parent.appendProperty(property.getKey())));
    }

    private static Optional<ArgumentProblem> problemUnless(boolean fine, JsonPointer at, String message) {
        return fine ? Optional.empty() : Optional.of(new ArgumentProblem(at.toString(), message));
    }
}
