package dc.node.gateway.tools.catalogue;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Numbers are those of RFC 8785, by which arguments are compared: no larger than an IEEE 754 double can be. */
final class NumberRange {

    private NumberRange() {}

    /** The first number that is too large, wherever it is: the schemas leave layouts and blocks open. */
    static Optional<ArgumentProblem> problemOf(JsonNode node, String pointer) {
        if (node.isNumber()) {
            return Double.isFinite(node.decimalValue().doubleValue())
                    ? Optional.empty()
                    : Optional.of(new ArgumentProblem(pointer, "This number is too large for JSON readers."));
        }
        if (node.isObject()) {
            return node.propertyStream()
                    .flatMap(property ->
                            problemOf(property.getValue(), pointer + "/" + escaped(property.getKey())).stream())
                    .findFirst();
        }
        for (int index = 0; index < node.size(); index++) {
            Optional<ArgumentProblem> problem = problemOf(node.get(index), pointer + "/" + index);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
