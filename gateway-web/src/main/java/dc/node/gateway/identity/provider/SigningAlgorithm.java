package dc.node.gateway.identity.provider;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signatures a provider may use: asymmetric ones only. {@code none} and the HMACs have no name here, so no provider can
 * be registered with them and no token gets through with them.
 */
public enum SigningAlgorithm {
    RS256("RS256"),
    RS384("RS384"),
    RS512("RS512"),
    PS256("PS256"),
    PS384("PS384"),
    PS512("PS512"),
    ES256("ES256"),
    ES384("ES384"),
    ES512("ES512"),
    /** With Ed25519. */
    EDDSA("EdDSA");

    private static final int SHORTEST_RSA_KEY = 2048;
    /** Longer ones take noticeable time for each signature. */
    private static final int LONGEST_RSA_KEY = 8192;

    private final String wireName;

    SigningAlgorithm(String wireName) {
        this.wireName = wireName;
    }

    /** As RFC 7518 and RFC 8037 spell it; the case matters. */
    public String wireName() {
        return wireName;
    }

    public static Optional<SigningAlgorithm> parse(String wireName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.wireName.equals(wireName))
                .findFirst();
    }

    /** Whether the key is of the kind this algorithm verifies with. */
    boolean fits(JWK key) {
        return switch (this) {
            case RS256, RS384, RS512, PS256, PS384, PS512 -> isStrongRsa(key);
            case ES256 -> isOnCurve(key, Curve.P_256);
            case ES384 -> isOnCurve(key, Curve.P_384);
            case ES512 -> isOnCurve(key, Curve.P_521);
            case EDDSA -> key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve());
        };
    }

    private static boolean isStrongRsa(JWK key) {
        return key instanceof RSAKey && key.size() >= SHORTEST_RSA_KEY && key.size() <= LONGEST_RSA_KEY;
    }

    private static boolean isOnCurve(JWK key, Curve curve) {
        return key instanceof ECKey elliptic && curve.equals(elliptic.getCurve());
    }
}
