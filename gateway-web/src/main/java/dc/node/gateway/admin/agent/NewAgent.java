package dc.node.gateway.admin.agent;

import dc.node.gateway.admin.Rules;
import dc.node.gateway.identity.Agent;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The body that creates an agent. */
@JsonNaming(SnakeCaseStrategy.class)
record NewAgent(
        @NotNull(message = Rules.OWNER_MESSAGE) @Pattern(regexp = Rules.OWNER, message = Rules.OWNER_MESSAGE)
        String ownerUserId,

        @NotNull(message = Rules.EMAIL_MESSAGE)
        @Email(message = Rules.EMAIL_MESSAGE)
        @Size(min = 3, max = 254, message = Rules.EMAIL_MESSAGE)
        @Pattern(regexp = Rules.LINE, message = Rules.EMAIL_MESSAGE)
        String ownerEmail,

        @NotNull(message = Rules.DISPLAY_NAME_MESSAGE)
        @Pattern(regexp = Rules.DISPLAY_NAME, message = Rules.DISPLAY_NAME_MESSAGE)
        String displayName,

        @Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE) @Nullable
        String tenant) {

    String tenantOrDefault() {
        return Objects.requireNonNullElse(tenant, Agent.DEFAULT_TENANT);
    }
}
