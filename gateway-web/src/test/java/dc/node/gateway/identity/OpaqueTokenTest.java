package dc.node.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpaqueTokenTest {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final OpaqueToken token = OpaqueToken.mint(new SecureRandom());

    @Test
    void aMintedTokenHasTheDocumentedFormAndIsReadBack() {
        assertThat(token.reveal()).matches("tgw_[0-9A-Za-z]{30}[0-9A-Za-z]{6}");
        assertThat(OpaqueToken.parse(token.reveal())).get().satisfies(parsed -> {
            assertThat(parsed.reveal()).isEqualTo(token.reveal());
            assertThat(parsed.sha256()).isEqualTo(token.sha256());
        });
    }

    @Test
    void theLastSixCharactersAreTheChecksumOfTheThirtyBeforeThem() {
        CRC32 crc = new CRC32();
        crc.update(token.reveal().substring(4, 34).getBytes(StandardCharsets.US_ASCII));

        long decoded = token.reveal()
                .substring(34)
                .chars()
                .mapToLong(ALPHABET::indexOf)
                .reduce(0, (value, digit) -> value * 62 + digit);

        assertThat(decoded).isEqualTo(crc.getValue());
    }

    @Test
    void twoTokensDiffer() {
        assertThat(OpaqueToken.mint(new SecureRandom()).reveal()).isNotEqualTo(token.reveal());
    }

    @Test
    void aTokenIsKeptOutOfTexts() {
        assertThat("the token is " + token).isEqualTo("the token is tgw_***");
    }

    @Test
    void theStoredFormIsTheSha256OfTheWholeToken() {
        OpaqueToken known =
                OpaqueToken.parse("tgw_0000000000000000000000000000002C8GjS").orElseThrow();

        assertThat(HexFormat.of().formatHex(known.sha256()))
                .isEqualTo("30e27358a5ea8023a29586909156341d71115bc2db94dad86a1d9fcd78e6da87");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tgw_", "bob", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "tgw_000000000000000000000000000000"})
    void aTextOfAnotherFormIsNoToken(String text) {
        assertThat(OpaqueToken.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("spoiledInOnePlace")
    void aTokenSpoiledInAnyPlaceIsNoToken(String text) {
        assertThat(OpaqueToken.parse(text)).isEmpty();
    }

    static Stream<String> spoiledInOnePlace() {
        String whole = OpaqueToken.mint(new SecureRandom()).reveal();
        return Stream.iterate(0, place -> place < whole.length(), place -> place + 1)
                .map(place -> {
                    StringBuilder spoiled = new StringBuilder(whole);
                    spoiled.setCharAt(place, whole.charAt(place) == 'x' ? 'y' : 'x');
                    return spoiled.toString();
                });
    }
}
