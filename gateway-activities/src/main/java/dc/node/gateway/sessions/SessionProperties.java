package dc.node.gateway.sessions;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a session that nobody finishes is closed as abandoned.
 *
 * @param idleLimit after its last write was accepted, or one ended, whichever is later
 * @param maximumAge after its start
 */
@Validated
@ConfigurationProperties("gateway.sessions")
public record SessionProperties(
        @DefaultValue("8h") Duration idleLimit,
        @DefaultValue("7d") Duration maximumAge) {

    public SessionProperties {
        if (!idleLimit.isPositive() || !maximumAge.isPositive()) {
            throw new IllegalArgumentException(
                    "gateway.sessions.idle-limit and gateway.sessions.maximum-age must be longer than zero");
        }
    }

    /** When this session closes by itself if nothing more is written in it. */
    public Instant closesAt(WorkSession session) {
        return closesAt(session.openedAt(), session.idleSince());
    }

    /** The same by what it depends on. */
    public Instant closesAt(Instant openedAt, Instant idleSince) {
        Instant idle = idleSince.plus(idleLimit);
        Instant old = openedAt.plus(maximumAge);
        return idle.isBefore(old) ? idle : old;
    }

    /** The same in words, once that moment has come. */
    public String whyItCloses(WorkSession session) {
        boolean old = closesAt(session).equals(session.openedAt().plus(maximumAge));
        return old
                ? "it had been open for " + DurationText.of(maximumAge) + ", which is as long as a session may be"
                : "nothing had been written in it for " + DurationText.of(idleLimit);
    }
}
