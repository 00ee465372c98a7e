package dc.node.gateway.pairing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dc.node.gateway.digest.Sha256;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code that a person reads aloud or types: 12 random characters of Crockford's base 32 (60 bits), shown as
 * {@code XXXX-XXXX-XXXX}. Read without regard to case, hyphens and spaces, with O for 0 and I or L for 1.
 *
 * <p>Only its SHA-256 is stored. Nobody who reads that finds the code while it is good: to try half of 2^60 in ten minutes
 * takes 10^15 hashes a second.
 */
public final class PairingCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;
    private static final int GROUP = 4;
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    private final String characters;

    private PairingCode(String characters) {
        this.characters = characters;
    }

    /** Makes a new code. */
    public static PairingCode mint(SecureRandom random) {
        StringBuilder characters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new PairingCode(characters.toString());
    }

    /** Empty when it cannot be a code, however it is read. */
    static Optional<PairingCode> parse(String typed) {
        String characters = typed.replaceAll("[-\\s]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return FORM.matcher(characters).matches() ? Optional.of(new PairingCode(characters)) : Optional.empty();
    }

    /** The code itself, to be shown once to whoever asked for it. */
    public String reveal() {
        return String.join(
                "-",
                characters.substring(0, GROUP),
                characters.substring(GROUP, 2 * GROUP),
                characters.substring(2 * GROUP));
    }

    /** The only form in which a code is stored. */
    byte[] sha256() {
        return Sha256.of(characters.getBytes(US_ASCII));
    }

    /** Says nothing of the code, so that none gets into a log. */
    @Override
    public String toString() {
        return "****-****-****";
    }
}
