package dc.node.gateway.admin.agent;

import dc.node.gateway.identity.AgentToken;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body that makes a pairing code.
 *
 * @param name what the token will be called; the device's name when absent
 * @param expiresInDays how long the token will last from the pairing on; 90 when absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record NewPairingCode(
        @Pattern(regexp = AgentToken.NAME_FORM, message = NewToken.NAME_MESSAGE) @Nullable
        String name,

        @Min(value = 1, message = NewToken.EXPIRY_MESSAGE)
        @Max(value = 365, message = NewToken.EXPIRY_MESSAGE)
        @Nullable
        Integer expiresInDays) {

    /** As if every property were absent. */
    static final NewPairingCode EMPTY = new NewPairingCode(null, null);

    Optional<String> tokenName() {
        return Optional.ofNullable(name);
    }

    int tokenDays() {
        return Objects.requireNonNullElse(expiresInDays, NewToken.DEFAULT_DAYS);
    }
}
