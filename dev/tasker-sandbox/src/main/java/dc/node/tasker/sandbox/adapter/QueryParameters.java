package dc.node.tasker.sandbox.adapter;

import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The query of a read; a parameter without a value counts as absent, an unknown one is refused. */
final class QueryParameters {

    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;
    private static final Pattern LIMIT = Pattern.compile("\\d{1,3}");

    private final Map<String, String> query;

    private QueryParameters(Map<String, String> query) {
        this.query = query;
    }

    static QueryParameters of(Request request, Set<String> known) {
        for (String name : request.query().keySet()) {
            if (!known.contains(name)) {
                throw Refusal.ofField(400, "unknown_field", name, "Unknown parameter " + name + ".");
            }
        }
        return new QueryParameters(request.query());
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /** Ids separated by commas. */
    List<String> ids(String name) {
        return text(name).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(id -> Ids.canonical(name, id.strip()))
                .toList();
    }

    /** The size of a page: 25 unless asked for, at most 100. */
    int limit() {
        return text("limit").map(QueryParameters::parseLimit).orElse(DEFAULT_LIMIT);
    }

    private static int parseLimit(String text) {
        int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Fields.invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }
}
