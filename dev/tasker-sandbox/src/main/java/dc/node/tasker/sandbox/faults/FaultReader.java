package dc.node.tasker.sandbox.faults;

import dc.node.tasker.sandbox.faults.Fault.Match;
import dc.node.tasker.sandbox.http.JsonBody;
import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a fault from the body of a request; whatever is not one is refused with 400 and a sentence. */
public final class FaultReader {

    private static final Set<String> FIELDS = Set.of("mode", "rate", "latency_ms", "status", "match", "count");
    private static final Set<String> MATCH_FIELDS = Set.of("method", "path_regex");
    private static final long SLOW_BY_DEFAULT_MS = 1_000;
    private static final int MAX_LATENCY_MS = 600_000;

    private FaultReader() {}

    /** Reads the fault in a request; fields that are null count as absent. */
    public static Fault read(Request request) {
        ObjectNode body = JsonBody.of(request);
        requireKnown(body, FIELDS);
        FaultMode mode = text(body, "mode")
                .flatMap(FaultReader::mode)
                .orElseThrow(() -> invalid("mode must be one of " + modes() + "."));
        return new Fault(
                mode,
                number(body, "rate", "a number from 0 to 1", rate -> rate >= 0 && rate <= 1)
                        .orElse(1.0),
                wholeNumber(body, "latency_ms", 0, MAX_LATENCY_MS)
                        .map(Integer::longValue)
                        .orElse(mode == FaultMode.SLOW ? SLOW_BY_DEFAULT_MS : 0),
                wholeNumber(body, "status", 400, 599).orElse(500),
                match(body.path("match")),
                wholeNumber(body, "count", 1, Integer.MAX_VALUE));
    }

    private static Match match(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return new Match(Optional.empty(), Optional.empty());
        }
        if (!(node instanceof ObjectNode match)) {
            throw invalid("match must be an object with method, path_regex or both.");
        }
        requireKnown(match, MATCH_FIELDS);
        return new Match(
                text(match, "method").map(method -> method.toUpperCase(Locale.ROOT)),
                text(match, "path_regex").map(FaultReader::pattern));
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw invalid("path_regex is not a regular expression: " + e.getDescription() + ".");
        }
    }

    private static Optional<FaultMode> mode(String name) {
        return Arrays.stream(FaultMode.values())
                .filter(mode -> mode.wireName().equals(name))
                .findFirst();
    }

    private static String modes() {
        return String.join(
                ", ", Arrays.stream(FaultMode.values()).map(FaultMode::wireName).toList());
    }

    private static void requireKnown(ObjectNode object, Set<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw invalid("Unknown field " + name + ".");
            }
        }
    }

    private static Optional<String> text(ObjectNode object, String name) {
        return present(object, name).map(node -> {
            if (!node.isString()) {
                throw invalid(name + " must be text.");
            }
            return node.stringValue();
        });
    }

    private static Optional<Integer> wholeNumber(ObjectNode object, String name, int least, int most) {
        String rule = "a whole number from %d to %d".formatted(least, most);
        return number(object, name, rule, value -> value >= least && value <= most && value == Math.rint(value))
                .map(Double::intValue);
    }

    private static Optional<Double> number(ObjectNode object, String name, String rule, Predicate<Double> allowed) {
        return present(object, name).map(node -> {
            if (!node.isNumber() || !allowed.test(node.doubleValue())) {
                throw invalid(name + " must be " + rule + ".");
            }
            return node.doubleValue();
        });
    }

    private static Optional<JsonNode> present(ObjectNode object, String name) {
        return Optional.of(object.path(name)).filter(node -> !node.isMissingNode() && !node.isNull());
    }

    private static Refusal invalid(String sentence) {
        return Refusal.of(400, "invalid_fault", sentence);
    }
}
