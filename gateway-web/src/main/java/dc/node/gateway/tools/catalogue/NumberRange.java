package dc.node.gateway.tools.catalogue;

import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Numbers are those of RFC 8785, by which arguments are compared: no larger than an IEEE 754 double can be. */
final class NumberRange {

    private NumberRange() {}

    /** The first number that is too large, wherever it is: the schemas leave layouts and blocks open. */
    static Optional<ArgumentProblem> problemOf(JsonNode node) {
        return problemOf(node, JsonPointer.empty());
    }

    private static Optional<ArgumentProblem> problemOf(JsonNode node, JsonPointer at) {
        if (node.isNumber()) {
            return Double.isFinite(node.doubleValueOpt().orElse(Double.POSITIVE_INFINITY))
                    ? Optional.empty()
                    : Optional.of(new ArgumentProblem(at.toString(), "This number is too large for JSON readers."));
        }
        if (node.isObject()) {
            return node.propertyStream()
                    .flatMap(property -> problemOf(property.getValue(), at.appendProperty(property.getKey())).stream())
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
}
