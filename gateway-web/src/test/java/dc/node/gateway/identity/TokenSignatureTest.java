package dc.node.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dc.node.gateway.testing.TestIdentityProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSignatureTest {

    private static final RSAKey RSA = TestIdentityProvider.rsaKey("a");
    private static final Map<String, Object> CLAIMS = Map.of("iss", "https://login.example", "exp", 4_000_000_000L);

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void rsa(String algorithm) {
        SignedToken token = parse(TestIdentityProvider.sign(RSA, JWSAlgorithm.parse(algorithm), CLAIMS));

        assertThat(TokenSignature.isBy(RSA.toPublicJWK(), token)).isTrue();
        assertThat(TokenSignature.isBy(TestIdentityProvider.rsaKey("a").toPublicJWK(), token))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ES256, P-256", "ES384, P-384", "ES512, P-521"})
    void elliptic(String algorithm, String curve) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.parse(curve)).keyID("a").generate();
        ECKey other = new ECKeyGenerator(Curve.parse(curve)).keyID("a").generate();
        SignedToken token = parse(TestIdentityProvider.sign(key, JWSAlgorithm.parse(algorithm), CLAIMS));

        assertThat(TokenSignature.isBy(key.toPublicJWK(), token)).isTrue();
        assertThat(TokenSignature.isBy(other.toPublicJWK(), token)).isFalse();
        assertThat(TokenSignature.isBy(RSA.toPublicJWK(), token)).isFalse();
    }

    @Test
    void edwards() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        OctetKeyPair key = edwards(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        String unsigned = Base64URL.encode("{\"alg\":\"EdDSA\",\"kid\":\"a\"}") + "."
                + Base64URL.encode("{\"iss\":\"https://login.example\",\"exp\":4000000000}");
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(unsigned.getBytes(UTF_8));
        SignedToken token = parse(unsigned + "." + Base64URL.encode(signature.sign()));

        assertThat(TokenSignature.isBy(key, token)).isTrue();
        assertThat(TokenSignature.isBy(key, parse(unsigned + "." + Base64URL.encode(new byte[64]))))
                .isFalse();
        assertThat(TokenSignature.isBy(key, parse(unsigned + ".AAAA"))).isFalse();
        assertThat(TokenSignature.isBy(edwards(new byte[31]), token)).isFalse();
    }

    @Test
    void aSignatureOfNothingIsNobodys() throws Exception {
        ECKey key = TestIdentityProvider.ecKey("a");
        String token = TestIdentityProvider.sign(key, JWSAlgorithm.ES256, CLAIMS);
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1);

        assertThat(TokenSignature.isBy(key.toPublicJWK(), parse(unsigned))).isFalse();
        // Both numbers zero: what some libraries once took for any message.
        assertThat(TokenSignature.isBy(key.toPublicJWK(), parse(unsigned + Base64URL.encode(new byte[64]))))
                .isFalse();
    }

    private static OctetKeyPair edwards(byte[] x) {
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                .keyID("a")
                .build();
    }

    private static SignedToken parse(String text) {
        return SignedToken.parse(text).orElseThrow();
    }
}
