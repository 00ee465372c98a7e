package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/t/acme/mcp",
                "/api/v1/tools/tasker_append_comment",
                "/api/v1/agents/01a1fd5a-aa95-7000-8000-0123456789ab/tokens",
                "/.well-known/oauth-protected-resource/mcp"
            })
    void aPathOfOursIsShownAsItIs(String path) {
        assertThat(ShownPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp/tgw_0123456789ABCDEFGHIJKLMNOPQRSTabcdef, /mcp/*",
        "/t/tgw_0123456789/mcp,                          /*/*/mcp",
        "/t/acme/mcp/tgw_0123456789,                     /t/acme/mcp/*",
        "/api/v1/pairing/redeem/ABCD-EFGH-JKMN,          /api/v1/pairing/redeem/*",
        "/api/v1/pairing/redeem/abcd-efgh-jkmn,          /api/v1/pairing/redeem/*",
        "/api/v1/agent-session/eyJhbGciOi.eyJzdWIi.c2ln, /api/v1/agent-session/*",
        "/mcp/%74gw_secret,                              /mcp/*",
        "/MCP,                                           /*"
    })
    void whateverElseStandsInItIsNotKept(String sent, String shown) {
        assertThat(ShownPath.of(sent)).isEqualTo(shown);
    }

    @Test
    void itIsShortHoweverLongWhatWasSent() {
        assertThat(ShownPath.of("/mcp".repeat(5_000))).hasSizeLessThan(200);
        assertThat(ShownPath.of("/" + "x".repeat(5_000))).isEqualTo("/*");
    }
}
