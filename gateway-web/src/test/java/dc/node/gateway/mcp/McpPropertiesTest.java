package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McpPropertiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "example.com",
                "https://example.com/",
                "https://example.com/path",
                "ftp://example.com",
                "https://u@example.com",
                ""
            })
    void aWrongOriginStopsTheStartWithASentence(String origin) {
        assertThatThrownBy(() -> McpTestServer.start("gateway.mcp.allowed-origins[0]=" + origin))
                .hasRootCauseMessage(
                        "gateway.mcp.allowed-origins has '%s', which is not of the form https://host[:port]", origin);
    }

    @Test
    void aLoopbackPageMayNotCallAGatewayAddressedByAnotherName() {
        OriginPolicy policy = new OriginPolicy(List.of());

        assertThat(policy.permits(Optional.of("http://localhost:3000"), "localhost"))
                .isTrue();
        assertThat(policy.permits(Optional.of("http://localhost:3000"), "gateway.example.com"))
                .isFalse();
        assertThat(policy.permits(Optional.of("http://evil.example.com"), "evil.example.com"))
                .isFalse();
        assertThat(policy.permits(Optional.empty(), "gateway.example.com")).isTrue();
    }
}
