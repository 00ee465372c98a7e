package dc.node.tasker.sandbox.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as Tasker writes them: UTC with microseconds, of fixed width, so that text order is time order. */
public final class Timestamps {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** The text of a time. */
    public static String text(Instant time) {
        return FORMAT.format(time);
    }
}
