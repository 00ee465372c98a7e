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

/** Lets agents in by their token. */
@Component
class AgentDoorkeeper implements Doorkeeper {

    private static final String HOW = "Send a valid agent token as 'Authorization: Bearer tgw_...'; "
            + "an administrator of this gateway can issue one.";

    private final AgentAuthenticator authenticator;
    private final DenialTrail trail;
    private final String challenge;

    AgentDoorkeeper(AgentAuthenticator authenticator, DenialTrail trail, GatewayProperties properties) {
        this.authenticator = authenticator;
        this.trail = trail;
        this.challenge =
                "Bearer resource_metadata=\"%s\"".formatted(properties.at(ProtectedResourceController.METADATA_PATH));
    }

    @Override
    public Admission admit(HttpServletRequest request) {
        return switch (authenticator.authenticate(BearerCredential.of(request))) {
            case Authenticated(var agent) -> new Admitted(agent);
            case Refused(var reason, var agent) -> {
                trail.record(AuditEvent.Kind.CALL, reason.code(), agent, request);
                yield new TurnedAway(refusal(reason));
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

    private Refusal refusal(RefusalReason reason) {
        ToolError error = ToolError.of(ErrorCode.UNAUTHENTICATED, sentence(reason) + " " + HOW);
        return Refusal.toAgent(
                error,
                Optional.of(reason == RefusalReason.NO_TOKEN ? challenge : challenge + ", error=\"invalid_token\""));
    }

    /** An unknown token and one that is known but may not act are one answer, so that nobody learns which are known. */
    private static String sentence(RefusalReason reason) {
        return switch (reason) {
            case NO_TOKEN -> "This call came without a token.";
            case MALFORMED_TOKEN -> "This is not a whole token of this gateway; it may have been cut off when copied.";
            case EXPIRED_TOKEN -> "This token has expired.";
            case UNKNOWN_TOKEN, REVOKED_TOKEN, AGENT_DISABLED, OWNER_BLOCKED -> "This token is not valid.";
        };
    }
}
