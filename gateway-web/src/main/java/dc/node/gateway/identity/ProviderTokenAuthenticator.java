package dc.node.gateway.identity;

import dc.node.gateway.identity.Authentication.Authenticated;
import dc.node.gateway.identity.Authentication.Refused;
import dc.node.gateway.identity.provider.IdentityProvider;
import dc.node.gateway.identity.provider.KeySearch.Found;
import dc.node.gateway.identity.provider.KeySearch.Unavailable;
import dc.node.gateway.identity.provider.KeySearch.Unknown;
import dc.node.gateway.identity.provider.ProviderKeys;
import dc.node.gateway.identity.provider.SigningAlgorithm;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells which agent a token of an identity provider stands for. Nothing the token says is believed, and no agent is named in
 * the trail, before its signature has been verified with a key that the provider publishes.
 */
@Component
class ProviderTokenAuthenticator {

    private static final Logger log = LoggerFactory.getLogger(ProviderTokenAuthenticator.class);

    private final ProviderAgentStore agents;
    private final ProviderKeys keys;
    private final Clock clock;

    ProviderTokenAuthenticator(ProviderAgentStore agents, ProviderKeys keys, Clock clock) {
        this.agents = agents;
        this.keys = keys;
        this.clock = clock;
    }

    /** May wait for the provider's keys; holds no database connection meanwhile. */
    Authentication authenticate(String tenant, String text) {
        Optional<SignedToken> token = SignedToken.parse(text);
        if (token.isEmpty()) {
            return Refused.nobody(RefusalReason.MALFORMED_TOKEN);
        }
        Optional<ProviderAgent> named = agents.find(tenant, token.get());
        if (named.isEmpty()) {
            return Refused.nobody(RefusalReason.UNKNOWN_ISSUER);
        }
        IdentityProvider provider = named.get().provider();
        Optional<RefusalReason> doubt = provider.disabledAt().isPresent()
                ? Optional.of(RefusalReason.PROVIDER_DISABLED)
                : doubt(token.get(), provider);
        return doubt.isPresent() ? Refused.nobody(doubt.get()) : authenticate(token.get(), named.get());
    }

    /** Why it may not be the provider's own word. */
    private Optional<RefusalReason> doubt(SignedToken token, IdentityProvider provider) {
        Optional<SigningAlgorithm> algorithm = token.algorithm().filter(provider.algorithms()::contains);
        if (algorithm.isEmpty()) {
            return Optional.of(RefusalReason.WRONG_ALGORITHM);
        }
        return switch (keys.find(provider, token.keyId(), algorithm.get())) {
            case Unavailable() -> Optional.of(RefusalReason.KEYS_UNAVAILABLE);
            case Unknown() -> Optional.of(RefusalReason.UNKNOWN_KEY);
            case Found(var candidates) ->
                candidates.stream().anyMatch(key -> TokenSignature.isBy(key, token))
                        ? Optional.empty()
                        : Optional.of(RefusalReason.BAD_SIGNATURE);
        };
    }

    /** Of a token that is the provider's own word. Expiry comes last, as it does with the gateway's own tokens. */
    private Authentication authenticate(SignedToken token, ProviderAgent named) {
        IdentityProvider provider = named.provider();
        Instant now = clock.instant();
        if (!token.isFor(provider.audience())) {
            log.info("A token of identity provider {} is not for its audience {}", provider.id(), provider.audience());
            return new Refused(RefusalReason.WRONG_AUDIENCE, named.agent());
        }
        if (now.isBefore(token.validFrom().minus(provider.clockSkew()))) {
            return new Refused(RefusalReason.TOKEN_NOT_YET_VALID, named.agent());
        }
        if (named.agent().isEmpty()) {
            log.info(
                    "No agent is bound to {} '{}' of identity provider {}",
                    provider.subjectClaim().wireName(),
                    token.subject(provider.subjectClaim()).orElse(""),
                    provider.id());
            return Refused.nobody(RefusalReason.UNKNOWN_SUBJECT);
        }
        Agent agent = named.agent().get();
        if (agent.disabledAt().isPresent()) {
            return new Refused(RefusalReason.AGENT_DISABLED, named.agent());
        }
        if (agent.ownerBlocked()) {
            return new Refused(RefusalReason.OWNER_BLOCKED, named.agent());
        }
        if (!now.isBefore(token.expiresAt().plus(provider.clockSkew()))) {
            return new Refused(RefusalReason.EXPIRED_TOKEN, named.agent());
        }
        return new Authenticated(named.authenticated(agent, token.expiresAt()));
    }
}
