package dc.node.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** A value of the body repeated in a header: as it is, or as {@code =?base64?...?=} where a header could not hold it. */
final class HeaderValue {

    private static final String ENCODED_PREFIX = "=?base64?";
    private static final String ENCODED_SUFFIX = "?=";

    private HeaderValue() {}

    /** Encodes the body's value instead of decoding the header's, so that sloppy Base64 never matches. */
    static boolean saysTheSame(String header, String value) {
        boolean encoded = header.startsWith(ENCODED_PREFIX) && header.endsWith(ENCODED_SUFFIX);
        return header.equals(encoded ? encode(value) : value);
    }

    private static String encode(String value) {
        return ENCODED_PREFIX + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + ENCODED_SUFFIX;
    }
}
