package dc.node.gateway.identity.provider;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Asks a provider for its keys. */
final class KeySource {

    /** For each document: with discovery there are two. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private final DocumentFetcher documents;

    KeySource(DocumentFetcher documents) {
        this.documents = documents;
    }

    PublicKeys fetch(IdentityProvider provider) throws FetchFailedException {
        String url = provider.jwksUrl().isPresent() ? provider.jwksUrl().get() : discover(provider.issuer());
        return PublicKeys.parse(documents.fetch(url, LIMIT));
    }

    /** What a discovery document says counts only if it is about this issuer. */
    private String discover(String issuer) throws FetchFailedException {
        String address = IdentityProvider.discoveryUrl(issuer);
        JsonNode document = PublicKeys.read(documents.fetch(address, LIMIT));
        if (!document.path("issuer").asString("").equals(issuer)) {
            throw new FetchFailedException(address + " is about another issuer than " + issuer + ".");
        }
        String keys = document.path("jwks_uri").asString("");
        if (keys.isEmpty()) {
            throw new FetchFailedException(address + " names no jwks_uri.");
        }
        return keys;
    }
}
