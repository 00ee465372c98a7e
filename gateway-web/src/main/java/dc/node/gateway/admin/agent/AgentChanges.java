package dc.node.gateway.admin.agent;

import dc.node.gateway.admin.Rules;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The body that changes an agent. */
@JsonNaming(SnakeCaseStrategy.class)
record AgentChanges(
        @NotNull(message = Rules.DISPLAY_NAME_MESSAGE)
        @Pattern(regexp = Rules.DISPLAY_NAME, message = Rules.DISPLAY_NAME_MESSAGE)
        String displayName) {}
