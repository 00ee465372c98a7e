package dc.node.gateway.guides;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A guide that an administrator set, in Markdown. */
public record CardGuide(String markdown, Instant updatedAt) {

    public CardGuide {
        requireNonNull(markdown, "markdown is null");
        requireNonNull(updatedAt, "updatedAt is null");
    }
}
