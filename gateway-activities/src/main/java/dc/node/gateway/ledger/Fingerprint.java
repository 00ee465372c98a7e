package dc.node.gateway.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.node.ObjectNode;

/** SHA-256, in hexadecimal, over the canonical JSON of a call's arguments (RFC 8785): equal for equal arguments in any order of keys. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(ObjectNode arguments) {
        try {
            byte[] canonical = new JsonCanonicalizer(arguments.toString()).getEncodedUTF8();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (IOException e) {
            throw new UncheckedIOException("the arguments are no JSON", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
