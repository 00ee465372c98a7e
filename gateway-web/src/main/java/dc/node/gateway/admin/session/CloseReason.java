package dc.node.gateway.admin.session;

import dc.node.gateway.admin.Rules;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The body that closes a work session. */
record CloseReason(
        @NotNull(message = Rules.REASON_MESSAGE) @Pattern(regexp = Rules.REASON, message = Rules.REASON_MESSAGE)
        String reason) {}
