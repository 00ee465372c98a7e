package dc.node.tasker.sandbox.adapter;

import java.util.Locale;
import java.util.regex.Pattern;

/** UUIDs as they come from callers. */
final class Ids {

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Ids() {}

    /** The id in lower case; refused when it is no UUID. */
    static String canonical(String field, String text) {
        if (!UUID.matcher(text).matches()) {
            throw Fields.invalid(field, "must hold UUIDs only.");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
