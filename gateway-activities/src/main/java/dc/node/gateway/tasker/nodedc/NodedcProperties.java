package dc.node.gateway.tasker.nodedc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How to reach Tasker.
 *
 * @param internalUrl base of the internal agent API ({@code NODEDC_TASKER_INTERNAL_URL})
 * @param accessToken the gateway's own credential ({@code NODEDC_INTERNAL_ACCESS_TOKEN}); agents never see it
 * @param contract which calls this Tasker answers ({@code NODEDC_TASKER_CONTRACT})
 */
@Validated
@ConfigurationProperties("nodedc")
public record NodedcProperties(
        @NotNull URI internalUrl,
        @NotBlank String accessToken,
        @DefaultValue("extended") Contract contract) {

    /** {@code base} is a Tasker that has only the nine calls first agreed on. */
    public enum Contract {
        BASE,
        EXTENDED
    }

    @Override
    public String toString() {
        return "NodedcProperties[internalUrl=" + internalUrl + ", contract=" + contract + "]";
    }
}
