package dc.node.gateway.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderUrlsTest {

    private static final ProviderUrls STRICT = new ProviderUrls(new IdentityProviderProperties(false, List.of()));
    private static final ProviderUrls LOOPBACK = new ProviderUrls(new IdentityProviderProperties(true, List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com/realm",
                "http://127.0.0.1/keys",
                "ftp://login.example.com/",
                "file:///etc/passwd",
                "jar:https://login.example.com/a.jar!/b",
                "HTTPS://login.example.com@evil.example/",
                "https://user:secret@login.example.com/",
                "https://@login.example.com/",
                "https://login.example.com/keys#fragment",
                "https://login.example.com:0/",
                "https://login.example.com:65536/",
                "https://login.example.com:/x y",
                "https:///keys",
                "https:keys",
                "https://127.1/",
                "https://0x7f.0.0.1/",
                "https://exa_mple.com/",
                "//login.example.com/",
                "login.example.com",
                "https://login.example.com/\u0000",
                "https://логин.example/",
                ""
            })
    void isNoAddressOfADocument(String url) {
        assertThatThrownBy(() -> STRICT.document(url)).isInstanceOf(ForbiddenUrlException.class);
    }

    @Test
    void isTooLong() {
        assertThatThrownBy(() -> STRICT.document("https://login.example.com/" + "a".repeat(500)))
                .isInstanceOf(ForbiddenUrlException.class)
                .hasMessageContaining("500");
    }

    @Test
    void anIssuerHasNoQueryAndADocumentMay() throws ForbiddenUrlException {
        String url = "https://login.example.com/keys?appid=1";

        assertThat(STRICT.document(url)).hasToString(url);
        assertThatThrownBy(() -> STRICT.issuer(url)).isInstanceOf(ForbiddenUrlException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/keys", "http://localhost/keys", "http://[::1]:1/keys"})
    void loopbackNeedsNoTlsWhereItIsAllowed(String url) throws ForbiddenUrlException {
        assertThat(LOOPBACK.document(url)).hasToString(url);
        assertThatThrownBy(() -> STRICT.document(url)).isInstanceOf(ForbiddenUrlException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://login.example.com/", "http://127.0.0.1.example.com/", "http://localhost.example.com/"})
    void nothingElseGoesWithoutTls(String url) {
        assertThatThrownBy(() -> LOOPBACK.document(url)).isInstanceOf(ForbiddenUrlException.class);
    }
}
