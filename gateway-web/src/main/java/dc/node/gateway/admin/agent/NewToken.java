package dc.node.gateway.admin.agent;

import dc.node.gateway.identity.AgentToken;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body that issues a token.
 *
 * @param expiresInDays 90 when absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record NewToken(
        @NotNull(message = NAME_MESSAGE) @Pattern(regexp = AgentToken.NAME_FORM, message = NAME_MESSAGE)
        String name,

        @Min(value = 1, message = EXPIRY_MESSAGE) @Max(value = 365, message = EXPIRY_MESSAGE) @Nullable
        Integer expiresInDays) {

    static final String NAME_MESSAGE = "name must be one line of 1 to 200 characters.";
    static final String EXPIRY_MESSAGE = "expires_in_days must be a number from 1 to 365.";
    static final int DEFAULT_DAYS = 90;

    Duration lifetime() {
        return Duration.ofDays(Objects.requireNonNullElse(expiresInDays, DEFAULT_DAYS));
    }
}
