package dc.node.gateway.identity.provider;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import dc.node.gateway.json.Json;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The public keys of a provider, as it published them at one moment. */
final class PublicKeys {

    private static final int MOST_KEYS = 100;

    private final List<JWK> keys;

    private PublicKeys(List<JWK> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a JWK set (RFC 7517). A key that cannot be read, or has no public half, is left out: it verifies nothing, and
     * the others still do.
     */
    static PublicKeys parse(byte[] document) throws FetchFailedException {
        JsonNode entries = read(document).path("keys");
        if (!entries.isArray() || entries.size() > MOST_KEYS) {
            throw new FetchFailedException("The document is no JWK set of at most " + MOST_KEYS + " keys.");
        }
        List<JWK> keys = new ArrayList<>();
        for (JsonNode entry : entries) {
            parseKey(entry).ifPresent(keys::add);
        }
        return new PublicKeys(keys);
    }

    static JsonNode read(byte[] document) throws FetchFailedException {
        try {
            return Json.MAPPER.readTree(document);
        } catch (JacksonException e) {
            throw new FetchFailedException("The document is not JSON.", e);
        }
    }

    private static Optional<JWK> parseKey(JsonNode entry) {
        try {
            return Optional.ofNullable(JWK.parse(entry.toString()).toPublicJWK());
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * The keys that may have made such a signature: those of this id, which are one unless the provider is careless; of a
     * token without an id, the only one that fits, if it is the only one.
     */
    List<JWK> candidates(Optional<String> id, SigningAlgorithm algorithm) {
        List<JWK> fitting = keys.stream()
                .filter(key -> verifies(key, algorithm))
                .filter(key -> id.isEmpty() || id.get().equals(key.getKeyID()))
                .toList();
        return id.isEmpty() && fitting.size() > 1 ? List.of() : fitting;
    }

    private static boolean verifies(JWK key, SigningAlgorithm algorithm) {
        return algorithm.fits(key)
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY))
                && (key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm.wireName()));
    }
}
