package dc.node.gateway.frontdoor;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.frontdoor.Admission.Admitted;
import dc.node.gateway.frontdoor.Admission.TurnedAway;
import dc.node.gateway.identity.AgentAuthenticator;
import dc.node.gateway.identity.Authentication.Authenticated;
import dc.node.gateway.identity.Authentication.Refused;
import dc.node.gateway.identity.RefusalReason;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets agents in by their token, the gateway's own or one of an identity provider, where their tenant is served. */
@Component
class AgentDoorkeeper implements Doorkeeper {

    private static final String HOW = "Send a valid agent token as 'Authorization: Bearer tgw_...'; "
            + "an administrator of this gateway can issue one.";

    /** Not a 401: the token may be good, and a new one would help no more. */
    private static final Refusal KEYS_UNAVAILABLE = Refusal.toAgent(
            ToolError.of(
                    ErrorCode.GATEWAY_UNAVAILABLE,
                    "The identity provider of this token could not be asked for its keys, and nothing was accepted. "
                            + "Repeat this call in half a minute, with the same idempotency key if it has one."),
            Optional.empty());

    private final AgentAuthenticator authenticator;
    private final DenialTrail trail;
    private final GatewayProperties properties;

    AgentDoorkeeper(AgentAuthenticator authenticator, DenialTrail trail, GatewayProperties properties) {
        this.authenticator = authenticator;
        this.trail = trail;
        this.properties = properties;
    }

    @Override
    public Admission admit(TenantPath path, HttpServletRequest request) {
        return switch (authenticator.authenticate(path.tenant(), BearerCredential.of(request))) {
            case Authenticated(var agent) -> new Admitted(agent);
            case Refused(var reason, var agent) -> {
                trail.record(AuditEvent.Kind.CALL, reason.code(), path.tenant(), agent, request);
                yield new TurnedAway(refusal(path, reason));
            }
        };
    }

    @Override
    public Refusal outOfOrder() {
        return Refusal.toAgent(
                ToolError.of(
                        ErrorCode.GATEWAY_UNAVAILABLE,
                        "The gateway's database is out of reach and nothing was accepted. "
                                + "Repeat this call in a few seconds, with the same idempotency key if it has one."),
                Optional.empty());
    }

    private Refusal refusal(TenantPath path, RefusalReason reason) {
        if (reason == RefusalReason.KEYS_UNAVAILABLE) {
            return KEYS_UNAVAILABLE;
        }
        String challenge = "Bearer resource_metadata=\"%s\"".formatted(properties.at(path.metadataPath()));
        ToolError error = ToolError.of(ErrorCode.UNAUTHENTICATED, sentence(reason) + " " + HOW);
        return Refusal.toAgent(
                error,
                Optional.of(reason == RefusalReason.NO_TOKEN ? challenge : challenge + ", error=\"invalid_token\""));
    }

    /**
     * An unknown token and one that is known but may not act are one answer, so that nobody learns which are known; nor does
     * whoever forges a token learn what was wrong with it.
     */
    private static String sentence(RefusalReason reason) {
        return switch (reason) {
            case NO_TOKEN -> "This call came without a token.";
            case MALFORMED_TOKEN -> "This is not a whole token of this gateway; it may have been cut off when copied.";
            case EXPIRED_TOKEN -> "This token has expired.";
            case UNKNOWN_TOKEN,
                    REVOKED_TOKEN,
                    AGENT_DISABLED,
                    OWNER_BLOCKED,
                    FOREIGN_TENANT,
                    UNKNOWN_ISSUER,
                    PROVIDER_DISABLED,
                    WRONG_ALGORITHM,
                    UNKNOWN_KEY,
                    BAD_SIGNATURE,
                    WRONG_AUDIENCE,
                    TOKEN_NOT_YET_VALID,
                    UNKNOWN_SUBJECT,
                    KEYS_UNAVAILABLE -> "This token is not valid.";
        };
    }
}
