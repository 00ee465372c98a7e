package dc.node.gateway.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the trail is kept.
 *
 * @param retentionDays events are deleted this many days after they were sealed ({@code GATEWAY_AUDIT_RETENTION_DAYS}); 0
 *     keeps them for ever
 * @param denialsPerMinute how many refused credentials of one address are recorded one by one in each minute
 *     ({@code GATEWAY_AUDIT_DENIALS_PER_MINUTE}); the rest of that minute is one counted event
 */
@Validated
@ConfigurationProperties("gateway.audit")
public record AuditProperties(
        @DefaultValue("365") int retentionDays,
        @DefaultValue("60") int denialsPerMinute) {

    private static final int MOST_DAYS = 36_500;

    public AuditProperties {
        if (retentionDays < 0 || retentionDays > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "gateway.audit.retention-days (GATEWAY_AUDIT_RETENTION_DAYS) must be from 0, for ever, to "
                            + MOST_DAYS);
        }
        if (denialsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "gateway.audit.denials-per-minute (GATEWAY_AUDIT_DENIALS_PER_MINUTE) must be at least 1");
        }
    }
}
