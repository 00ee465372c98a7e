package dc.node.tasker.sandbox.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, read whole.
 *
 * @param method the method in capitals
 * @param path the path without the query
 * @param query decoded query parameters; the last one wins when a name is repeated
 * @param headers header values by lower-case name
 * @param body the body as UTF-8 text, empty when there is none
 */
public record Request(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    /** The value of a header, whatever the case of its name; blank counts as absent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).filter(value -> !value.isBlank());
    }
}
