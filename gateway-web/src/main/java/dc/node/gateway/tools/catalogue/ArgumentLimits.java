package dc.node.gateway.tools.catalogue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * What no argument may hold, wherever it is, for the schemas leave layouts and blocks open: text that cannot be stored, and
 * numbers that RFC 8785, by which arguments are compared, would change. It knows numbers of double precision only, so of
 * two that become one double, one call would be taken for a repetition of the other.
 */
final class ArgumentLimits {

    private static final String UNSTORABLE =
            "The text holds a NUL character or half of a surrogate pair, which cannot be stored. Leave it out.";
    private static final String INEXACT =
            "Readers of JSON would change this number: whole numbers may go up to 9007199254740991, others have at most 15"
                    + " digits. Send it as text if its digits matter.";

    /** The largest whole number whose neighbours are doubles, too (RFC 7493, section 2.2). */
    private static final BigInteger LARGEST_INTEGER = BigInteger.TWO.pow(53).subtract(BigInteger.ONE);

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
            return problemUnless(survives(node), at, INEXACT);
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

    /** Whether a reader that makes a double of the number, and writes that in its shortest form, writes the same number. */
    private static boolean survives(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.bigIntegerValue().abs().compareTo(LARGEST_INTEGER) <= 0;
        }
        double read = number.numberValue().doubleValue();
        return Double.isFinite(read) && BigDecimal.valueOf(read).compareTo(number.decimalValue()) == 0;
    }

    private static Optional<ArgumentProblem> problemUnless(boolean fine, JsonPointer at, String message) {
        return fine ? Optional.empty() : Optional.of(new ArgumentProblem(at.toString(), message));
    }
}
