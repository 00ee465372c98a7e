package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ShortAdminTokenTest {

    @Test
    void theGatewayDoesNotStartAndSaysWhyWithoutTheToken(CapturedOutput output) {
        assertThatThrownBy(() -> TestGateway.start(TestDatabase.create(), "GATEWAY_ADMIN_TOKEN=hunter2hunter2"))
                .hasStackTraceContaining("GATEWAY_ADMIN_TOKEN");

        assertThat(output.getAll())
                .contains("gateway.admin-token (GATEWAY_ADMIN_TOKEN) has 14 characters, and 32 at least are needed")
                .doesNotContain("hunter2");
    }
}
