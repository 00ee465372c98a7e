package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayPropertiesTest {

    private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gateway.test",
                "ftp://gateway.test",
                "https:///mcp",
                "https://gateway.test?a=b",
                "https://g.test#a"
            })
    void aPublicUrlOfAnotherFormStopsTheStartWithASentence(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatewayProperties(URI.create(url), ""))
                .withMessageContaining("GATEWAY_PUBLIC_URL");
    }

    @Test
    void slashesAtTheEndOfThePublicUrlDoNotCount() {
        assertThat(new GatewayProperties(URI.create("https://gateway.test/base//"), "").at("/mcp"))
                .hasToString("https://gateway.test/base/mcp");
    }

    @Test
    void theAdminTokenIsKeptOutOfTexts() {
        assertThat(new GatewayProperties(URI.create("https://gateway.test"), SECRET))
                .asString()
                .doesNotContain(SECRET);
    }

    @Test
    void anAdminTokenThatIsTooShortStopsTheStartAndIsNotShown() {
        String tooShort = SECRET.substring(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatewayProperties(URI.create("https://gateway.test"), tooShort + " "))
                .withMessageContainingAll("GATEWAY_ADMIN_TOKEN", "31 characters", "32 at least")
                .withMessageNotContaining(tooShort);
    }
}
