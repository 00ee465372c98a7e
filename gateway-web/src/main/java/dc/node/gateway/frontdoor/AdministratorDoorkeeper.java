package dc.node.gateway.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.frontdoor.Admission.Admitted;
import dc.node.gateway.frontdoor.Admission.TurnedAway;
import dc.node.gateway.identity.Administrator;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Lets administrators in by the configured service token, and nobody where none is configured. */
@Component
class AdministratorDoorkeeper implements Doorkeeper {

    private static final Refusal OFF = Refusal.problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The administrative API is off until GATEWAY_ADMIN_TOKEN is set.",
            Optional.empty());

    private static final Refusal UNAUTHENTICATED = Refusal.problem(
            HttpStatus.UNAUTHORIZED,
            "This path needs the administrative credential: send it as 'Authorization: Bearer <GATEWAY_ADMIN_TOKEN>'.",
            Optional.of("Bearer realm=\"administration\""));

    private static final Refusal OUT_OF_ORDER = Refusal.problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The gateway's database is out of reach. Try again in a few seconds.",
            Optional.empty());

    private final byte[] adminToken;
    private final DenialTrail trail;

    AdministratorDoorkeeper(GatewayProperties properties, DenialTrail trail) {
        this.adminToken = properties.adminToken().getBytes(UTF_8);
        this.trail = trail;
    }

    @Override
    public Admission admit(TenantPath path, HttpServletRequest request) {
        if (adminToken.length == 0) {
            return new TurnedAway(OFF);
        }
        Optional<String> credential = BearerCredential.of(request);
        if (credential.isPresent() && isAdminToken(credential.get())) {
            return new Admitted(Administrator.withServiceToken(request.getRemoteAddr()));
        }
        String reason = credential.isPresent() ? "wrong_admin_token" : "no_token";
        trail.record(AuditEvent.Kind.ADMIN, reason, path.tenant(), Optional.empty(), request);
        return new TurnedAway(UNAUTHENTICATED);
    }

    @Override
    public Refusal outOfOrder() {
        return OUT_OF_ORDER;
    }

    /** Takes the same time wherever the two begin to differ. */
    private boolean isAdminToken(String credential) {
        return MessageDigest.isEqual(adminToken, credential.getBytes(UTF_8));
    }
}
