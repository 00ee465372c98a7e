package dc.node.gateway.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import dc.node.gateway.identity.provider.SigningAlgorithm;
import dc.node.gateway.identity.provider.SubjectClaim;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JWT in its compact form (RFC 7515, RFC 7519), read and not believed: whether anything in it is true shows only when its
 * signature is verified. At most 8 KiB; what is not exactly one token, with each property once, is none.
 */
final class SignedToken {

    static final int LONGEST = 8 * 1024;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    /** What can be an issuer, a subject or the id of a key; also what the database can store. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,500}");
    /** RFC 9068 asks for the second; many providers send the first or none. Other kinds of tokens are no access tokens. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final double LATEST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String signedPart;
    private final String signature;
    private final String headerPart;
    private final JsonNode header;
    private final JsonNode claims;
    private final String issuer;
    private final Instant expiresAt;

    /** @throws IllegalArgumentException when it names no issuer or does not expire */
    private SignedToken(String[] parts, JsonNode header, JsonNode claims) {
        this.headerPart = parts[0];
        this.signedPart = parts[0] + "." + parts[1];
        this.signature = parts[2];
        this.header = header;
        this.claims = claims;
        this.issuer = name(claims.path("iss")).orElseThrow(() -> new IllegalArgumentException("no iss"));
        this.expiresAt = time("exp").orElseThrow(() -> new IllegalArgumentException("no exp"));
    }

    /** Tells what is to be read as one from the gateway's own tokens, which have no dots. */
    static boolean looksLikeOne(String text) {
        return text.chars().filter(character -> character == '.').count() == 2;
    }

    /** Empty when it is not of the form, or asks for something nobody here understands. */
    static Optional<SignedToken> parse(String text) {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        try {
            SignedToken token = new SignedToken(parts, object(parts[0]), object(parts[1]));
            return token.isUnderstood() ? Optional.of(token) : Optional.empty();
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static JsonNode object(String part) {
        JsonNode node = STRICT.readTree(Base64.getUrlDecoder().decode(part));
        if (!node.isObject()) {
            throw new IllegalArgumentException("not an object");
        }
        return node;
    }

    private boolean isUnderstood() {
        JsonNode type = header.path("typ");
        boolean rightType =
                type.isMissingNode() || TYPES.contains(type.asString("").toLowerCase(Locale.ROOT));
        return rightType
                && !header.has("crit")
                && (!header.has("kid") || keyId().isPresent())
                && isTimeOrAbsent("nbf")
                && isTimeOrAbsent("iat");
    }

    String issuer() {
        return issuer;
    }

    /** Empty when it is none that could ever be verified here, as {@code none} and the HMACs are. */
    Optional<SigningAlgorithm> algorithm() {
        return SigningAlgorithm.parse(header.path("alg").asString(""));
    }

    Optional<String> keyId() {
        return name(header.path("kid"));
    }

    Optional<String> subject(SubjectClaim claim) {
        return name(claims.path(claim.wireName()));
    }

    boolean isFor(String audience) {
        JsonNode sent = claims.path("aud");
        return isText(sent, audience) || (sent.isArray() && sent.valueStream().anyMatch(one -> isText(one, audience)));
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** The moment before which it has no force: it says so, or was not issued yet. */
    Instant validFrom() {
        Instant notBefore = time("nbf").orElse(Instant.EPOCH);
        Instant issuedAt = time("iat").orElse(Instant.EPOCH);
        return issuedAt.isAfter(notBefore) ? issuedAt : notBefore;
    }

    /** The header, for the verifying of the signature. */
    JWSHeader jwsHeader() throws ParseException {
        return JWSHeader.parse(new Base64URL(headerPart));
    }

    byte[] signedBytes() {
        return signedPart.getBytes(US_ASCII);
    }

    Base64URL signature() {
        return new Base64URL(signature);
    }

    /** Says nothing of the token, so that none gets into a log. */
    @Override
    public String toString() {
        return "SignedToken[***]";
    }

    private static Optional<String> name(JsonNode node) {
        return node.isString() && NAME.matcher(node.asString()).matches()
                ? Optional.of(node.asString())
                : Optional.empty();
    }

    private static boolean isText(JsonNode node, String expected) {
        return node.isString() && node.asString().equals(expected);
    }

    private boolean isTimeOrAbsent(String claim) {
        return !claims.has(claim) || time(claim).isPresent();
    }

    /** Empty when it is absent, or not a number of seconds since 1970 and before the year 10000. */
    private Optional<Instant> time(String claim) {
        JsonNode node = claims.path(claim);
        double seconds = node.isNumber() ? node.doubleValue() : Double.NaN;
        return seconds >= 0 && seconds <= LATEST_SECOND
                ? Optional.of(Instant.ofEpochSecond((long) seconds))
                : Optional.empty();
    }
}
