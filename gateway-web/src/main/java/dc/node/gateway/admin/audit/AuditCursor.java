package dc.node.gateway.admin.audit;

import dc.node.gateway.audit.AuditPosition;
import dc.node.gateway.problem.Problems;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in the trail as one word, to be sent back as it came. */
final class AuditCursor {

    /** Microseconds since 1970, and the id; as many digits as Postgres' times and a long can have. */
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,17})\\.(\\d{1,18})");

    private AuditCursor() {}

    static String of(AuditPosition position) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, position.at()) + "." + position.id();
    }

    /** @throws org.springframework.web.ErrorResponseException when it is none of ours */
    static AuditPosition parse(String cursor) {
        Matcher matcher = FORM.matcher(cursor);
        if (!matcher.matches()) {
            throw Problems.invalid("cursor must be the next_cursor of the page before.");
        }
        return new AuditPosition(
                Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS),
                Long.parseLong(matcher.group(2)));
    }
}
