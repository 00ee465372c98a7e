package dc.node.gateway.admin.agent;

import dc.node.gateway.admin.Rules;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The body that creates an agent in a provider's tenant and binds it to a subject there. */
@JsonNaming(SnakeCaseStrategy.class)
record NewBoundAgent(
        @NotNull(message = "provider_id must be the id of an identity provider.")
        UUID providerId,

        @NotNull(message = SUBJECT_MESSAGE) @Pattern(regexp = SUBJECT, message = SUBJECT_MESSAGE)
        String subject,

        @NotNull(message = Rules.OWNER_MESSAGE) @Pattern(regexp = Rules.OWNER, message = Rules.OWNER_MESSAGE)
        String ownerUserId,

        @NotNull(message = Rules.EMAIL_MESSAGE)
        @Email(message = Rules.EMAIL_MESSAGE)
        @Size(min = 3, max = 254, message = Rules.EMAIL_MESSAGE)
        @Pattern(regexp = Rules.LINE, message = Rules.EMAIL_MESSAGE)
        String ownerEmail,

        @NotNull(message = Rules.DISPLAY_NAME_MESSAGE)
        @Pattern(regexp = Rules.DISPLAY_NAME, message = Rules.DISPLAY_NAME_MESSAGE)
        String displayName) {

    /** What a token is asked for must be a form that tokens are read in. */
    private static final String SUBJECT = "[^\\p{Cc}\\p{Cs}]{1,500}";

    private static final String SUBJECT_MESSAGE = "subject must be one line of 1 to 500 characters.";
}
