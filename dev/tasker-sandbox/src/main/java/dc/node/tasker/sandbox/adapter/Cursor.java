package dc.node.tasker.sandbox.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/** The opaque text between two pages; only this class knows what is in it. */
final class Cursor {

    private Cursor() {}

    static String of(Object... parts) {
        String text =
                String.join("|", List.of(parts).stream().map(String::valueOf).toList());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** The parts, refused with 400 when the text is not a cursor of so many parts. */
    static List<String> parts(String cursor, int count) {
        try {
            List<String> parts = List.of(new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split("\\|", -1));
            if (parts.size() == count) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            throw Fields.invalid("cursor", "is not one this call has given.");
        }
        throw Fields.invalid("cursor", "is not one this call has given.");
    }
}
