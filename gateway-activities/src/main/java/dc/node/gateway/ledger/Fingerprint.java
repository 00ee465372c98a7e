package dc.node.gateway.ledger;

import dc.node.gateway.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.node.ObjectNode;

/** SHA-256, in hexadecimal, over the canonical JSON of a call's arguments (RFC 8785): equal for equal arguments in any order of keys. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(ObjectNode arguments) {
        try {
            return Sha256.hex(new JsonCanonicalizer(arguments.toString()).getEncodedUTF8());
        } catch (IOException e) {
            throw new UncheckedIOException("the arguments are no JSON", e);
        }
    }
}
