package dc.node.tasker.sandbox.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** The one credential a port accepts, as {@code Authorization: Bearer}. */
public final class BearerToken {

    private final byte[] expectedHeader;

    /** Creates the check for a token. */
    public BearerToken(String token) {
        this.expectedHeader = ("Bearer " + token).getBytes(UTF_8);
    }

    /** Refuses the request with 401 unless it carries the token. */
    public void require(Request request) {
        byte[] header = request.header("Authorization").orElse("").getBytes(UTF_8);
        if (!MessageDigest.isEqual(expectedHeader, header)) {
            throw Refusal.of(401, "unauthorized", "The bearer token is missing or wrong.");
        }
    }
}
