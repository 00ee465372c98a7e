package dc.node.gateway.admin.agent;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body that rotates a token.
 *
 * @param overlapMinutes how long the old token goes on beside its successor; 10 when absent, 0 ends it at once, a day at most
 */
@JsonNaming(SnakeCaseStrategy.class)
record RotationBody(
        @Min(value = 0, message = OVERLAP_MESSAGE) @Max(value = 1_440, message = OVERLAP_MESSAGE) @Nullable
        Integer overlapMinutes) {

    /** As if every property were absent. */
    static final RotationBody EMPTY = new RotationBody(null);

    private static final String OVERLAP_MESSAGE = "overlap_minutes must be a number from 0 to 1440.";
    private static final int DEFAULT_MINUTES = 10;

    Duration overlap() {
        return Duration.ofMinutes(Objects.requireNonNullElse(overlapMinutes, DEFAULT_MINUTES));
    }
}
