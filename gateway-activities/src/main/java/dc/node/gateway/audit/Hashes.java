package dc.node.gateway.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dc.node.gateway.digest.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;

/** The hashes of the chain: SHA-256, in hexadecimal. */
final class Hashes {

    private Hashes() {}

    /** Ends a digest that has been fed. */
    static String end(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /**
     * Over named values: in the order of their names each name and its value, both in UTF-8 and each after its length in
     * bytes, a big-endian int of four bytes. So no two different sets of values are the same bytes, and a column added
     * later changes nothing where it is null and so left out.
     */
    static String ofFields(Map<String, String> fields) {
        MessageDigest digest = Sha256.newDigest();
        fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(field -> {
                    update(digest, field.getKey());
                    update(digest, field.getValue());
                });
        return end(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
