package dc.node.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;

/** Verifies a token's signature with a key that is of the kind its algorithm needs. */
final class TokenSignature {

    private static final int ED25519_KEY_BYTES = 32;

    private TokenSignature() {}

    /** Whether this key made it. */
    static boolean isBy(JWK key, SignedToken token) {
        try {
            JWSHeader header = token.jwsHeader();
            if (key instanceof OctetKeyPair pair) {
                return isByEdwards(pair, token);
            }
            return verifier(key).verify(header, token.signedBytes(), token.signature());
        } catch (ParseException | JOSEException | GeneralSecurityException e) {
            return false;
        }
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            case ECKey elliptic -> new ECDSAVerifier(elliptic);
            default -> throw new JOSEException("no signature is verified with a key of type " + key.getKeyType());
        };
    }

    /** With the platform's own Ed25519, which the library would want another library for. */
    private static boolean isByEdwards(OctetKeyPair pair, SignedToken token) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(ed25519(pair.getDecodedX()));
        signature.update(token.signedBytes());
        try {
            return signature.verify(token.signature().decode());
        } catch (SignatureException e) {
            return false;
        }
    }

    /** The point is sent little-endian, with the sign of x in the highest bit (RFC 8032, section 5.1.2). */
    private static PublicKey ed25519(byte[] littleEndian) throws GeneralSecurityException {
        if (littleEndian.length != ED25519_KEY_BYTES) {
            throw new GeneralSecurityException("an Ed25519 key has 32 bytes");
        }
        byte[] bigEndian = new byte[ED25519_KEY_BYTES];
        for (int i = 0; i < ED25519_KEY_BYTES; i++) {
            bigEndian[i] = littleEndian[ED25519_KEY_BYTES - 1 - i];
        }
        boolean xIsOdd = bigEndian[0] < 0;
        bigEndian[0] &= Byte.MAX_VALUE;
        EdECPoint point = new EdECPoint(xIsOdd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}
