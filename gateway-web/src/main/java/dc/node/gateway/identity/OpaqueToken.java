package dc.node.gateway.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dc.node.gateway.digest.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An agent's token: {@code tgw_}, then 30 random characters of {@code 0-9A-Za-z} (178 bits), then their CRC-32 as six
 * more of these characters, most significant first, padded with {@code 0}. The prefix lets secret scanners find a leaked
 * token, the checksum lets them and us tell a real one from a mistyped one without asking the database.
 */
public final class OpaqueToken {

    private static final String PREFIX = "tgw_";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 30;
    private static final int CHECKSUM_LENGTH = 6;
    private static final Pattern FORM = Pattern.compile("tgw_[0-9A-Za-z]{36}");

    private final String text;

    private OpaqueToken(String text) {
        this.text = text;
    }

    /** Makes a new token. */
    public static OpaqueToken mint(SecureRandom random) {
        StringBuilder characters = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new OpaqueToken(PREFIX + characters + checksum(characters.toString()));
    }

    /** Empty when the text has another form or its checksum is wrong. */
    public static Optional<OpaqueToken> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int checksumStart = text.length() - CHECKSUM_LENGTH;
        String random = text.substring(PREFIX.length(), checksumStart);
        return checksum(random).equals(text.substring(checksumStart))
                ? Optional.of(new OpaqueToken(text))
                : Optional.empty();
    }

    /** The token itself, to be shown once to whoever asked for it. */
    public String reveal() {
        return text;
    }

    /** The only form in which a token is stored. */
    public byte[] sha256() {
        return Sha256.of(text.getBytes(US_ASCII));
    }

    /** Says nothing of the token, so that none gets into a log. */
    @Override
    public String toString() {
        return PREFIX + "***";
    }

    private static String checksum(String characters) {
        CRC32 crc = new CRC32();
        crc.update(characters.getBytes(US_ASCII));
        StringBuilder digits = new StringBuilder(CHECKSUM_LENGTH);
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return digits.reverse().toString();
    }
}
