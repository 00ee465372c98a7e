package dc.node.gateway.pairing;

import dc.node.gateway.identity.AgentToken;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The body that redeems a code. */
@JsonNaming(SnakeCaseStrategy.class)
record PairingRequest(
        @NotNull(message = CODE_MESSAGE) String code,

        @NotNull(message = DEVICE_MESSAGE) @Pattern(regexp = AgentToken.NAME_FORM, message = DEVICE_MESSAGE)
        String deviceName) {

    static final String CODE_MESSAGE =
            "code must be the 12 letters and digits of a pairing code, such as K7QX-2M4D-9RTW.";
    private static final String DEVICE_MESSAGE = "device_name must be one line of 1 to 200 characters.";

    @Override
    public String toString() {
        return "PairingRequest[deviceName=" + deviceName + "]";
    }
}
