package dc.node.gateway.pairing;

import dc.node.gateway.audit.AuditEvent.Decision;
import dc.node.gateway.frontdoor.DenialTrail;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.problem.RefusalRecorder;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;

/** Records attempts that are refused before a code is looked up: one too many, and one that cannot be read. */
@Component
class PairingDenials extends RefusalRecorder {

    private final DenialTrail trail;
    private final Clock clock;

    PairingDenials(DenialTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    protected void record(HttpServletRequest request, @Nullable Object handler, Exception exception) {
        if (handler instanceof HandlerMethod method && method.getBeanType() == PairingController.class) {
            reason(exception)
                    .ifPresent(reason -> trail.record(
                            request.getRemoteAddr(),
                            PairingEvents.event(
                                    Decision.DENY,
                                    reason,
                                    Agent.DEFAULT_TENANT,
                                    request.getRemoteAddr(),
                                    clock.instant())));
        }
    }

    /** Empty for a code that is not good, which its redemption records, and for faults. */
    private static Optional<String> reason(Exception exception) {
        return switch (exception) {
            case HttpMessageNotReadableException unreadable -> Optional.of("malformed_pairing_request");
            case ErrorResponse refusal -> reason(refusal.getStatusCode().value());
            default -> Optional.empty();
        };
    }

    private static Optional<String> reason(int status) {
        return switch (HttpStatus.resolve(status)) {
            case TOO_MANY_REQUESTS -> Optional.of("too_many_pairing_attempts");
            case BAD_REQUEST, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE -> Optional.of("malformed_pairing_request");
            case null, default -> Optional.empty();
        };
    }
}
