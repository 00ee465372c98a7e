package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdministrationOffTest {

    @Test
    void withoutAConfiguredCredentialNobodyAdministers() {
        try (TestGateway gateway = TestGateway.start(TestDatabase.create(), "GATEWAY_ADMIN_TOKEN=")) {
            for (Optional<String> credential : List.of(Optional.of(""), Optional.of("x"), Optional.<String>empty())) {
                Answer answer = gateway.send("GET", "/api/v1/agents", credential, "");

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.json().path("detail").asString())
                        .isEqualTo("The administrative API is off until GATEWAY_ADMIN_TOKEN is set.");
            }
            assertThat(gateway.send("GET", "/healthz", Optional.empty(), "").status())
                    .isEqualTo(200);
        }
    }
}
