package dc.node.gateway.tools;

import dc.node.gateway.tools.catalogue.ArgumentProblem;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Text that JSON can write but neither Postgres nor UTF-8 can hold: a NUL character and half of a surrogate pair. */
final class StorableText {

    private static final String MESSAGE =
            "The text holds a NUL character or half of a surrogate pair, which cannot be stored. Leave it out.";

    private StorableText() {}

    /** The first place in the arguments, names of properties included, that holds such text. */
    static Optional<ArgumentProblem> findProblem(JsonNode node) {
        return findProblem(node, JsonPointer.empty());
    }

    /** The same text without what cannot be stored. */
    static String clean(String text) {
        return isStorable(text)
                ? text
                : text.codePoints()
                        .filter(codePoint -> codePoint != 0 && !isSurrogate(codePoint))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static Optional<ArgumentProblem> findProblem(JsonNode node, JsonPointer at) {
        if (node.isString()) {
            return isStorable(node.stringValue())
                    ? Optional.empty()
                    : Optional.of(new ArgumentProblem(at.toString(), MESSAGE));
        }
        if (node.isObject()) {
            return node.propertyStream()
                    .map(property -> findProblem(property, at))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        for (int index = 0; index < node.size(); index++) {
            Optional<ArgumentProblem> problem = findProblem(node.get(index), at.appendIndex(index));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<ArgumentProblem> findProblem(Map.Entry<String, JsonNode> property, JsonPointer parent) {
        return isStorable(property.getKey())
                ? findProblem(property.getValue(), parent.appendProperty(property.getKey()))
                : Optional.of(new ArgumentProblem(parent.toString(), MESSAGE));
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(codePoint -> codePoint == 0 || isSurrogate(codePoint));
    }

    /** Of a pair that is whole, {@link String#codePoints} makes one code point beyond this range. */
    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
