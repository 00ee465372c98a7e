package dc.node.gateway.pairing;

import dc.node.gateway.frontdoor.GatewayProperties;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Gives a device its token for a pairing code. Open to anybody: the code is the proof. */
@RestController
class PairingController {

    static final String REDEEM_PATH = "/api/v1/pairing/redeem";

    private final Redemption redemption;
    private final PairingMeters meters;
    private final GatewayProperties properties;

    PairingController(Redemption redemption, PairingMeters meters, GatewayProperties properties) {
        this.redemption = redemption;
        this.meters = meters;
        this.properties = properties;
    }

    @Operation(summary = "Exchange a pairing code for a token, which is shown this once")
    @PostMapping(REDEEM_PATH)
    ResponseEntity<PairedDevice> redeem(@Valid @RequestBody PairingRequest body, HttpServletRequest request) {
        PairingCode code =
                PairingCode.parse(body.code()).orElseThrow(() -> Problems.invalid(PairingRequest.CODE_MESSAGE));
        Optional<Redemption.Paired> paired = redemption.redeem(code, body.deviceName(), request.getRemoteAddr());
        if (paired.isEmpty()) {
            meters.refused();
            throw Problems.notFound(
                    "This pairing code is not good: it may be mistyped, expired or used. Ask an administrator"
                            + " for a new one.");
        }
        meters.paired();
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(PairedDevice.of(paired.get(), mcpUrl(paired.get().tenant())));
    }

    private URI mcpUrl(String tenant) {
        return properties.at(tenant.equals(Agent.DEFAULT_TENANT) ? "/mcp" : "/t/" + tenant + "/mcp");
    }

    /** @param token shown this once */
    @JsonNaming(SnakeCaseStrategy.class)
    record PairedDevice(UUID id, String token, String name, Instant expiresAt, UUID agentId, URI mcpUrl) {

        static PairedDevice of(Redemption.Paired paired, URI mcpUrl) {
            return new PairedDevice(
                    paired.token().id(),
                    paired.token().token(),
                    paired.token().name(),
                    paired.token().expiresAt(),
                    paired.agentId(),
                    mcpUrl);
        }

        @Override
        public String toString() {
            return "PairedDevice[id=" + id + "]";
        }
    }
}
