package dc.node.gateway.streams;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dc.node.gateway.identity.AuthenticatedAgent;
import dc.node.gateway.identity.Credential;
import dc.node.gateway.identity.Credential.GatewayToken;
import dc.node.gateway.identity.Credential.ProviderToken;
import dc.node.gateway.mcp.stream.StreamAccess;
import dc.node.gateway.mcp.stream.Subscriber;
import dc.node.gateway.streams.AgentStreamStore.Binding;
import dc.node.gateway.streams.AgentStreamStore.BoundAgent;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Whether agents may go on listening: their token is in force, they and their owner may act, and the session, if the stream has
 * one, has not ended. A provider's token is not verified again: of it only the time of its end counts, and that its provider and
 * the binding still stand.
 */
@Component
class AgentStreamAccess implements StreamAccess {

    private final AgentStreamStore agents;
    private final McpSessionStore sessions;
    private final Clock clock;

    AgentStreamAccess(AgentStreamStore agents, McpSessionStore sessions, Clock clock) {
        this.agents = agents;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Object credential(Principal caller) {
        return ((AuthenticatedAgent) caller).credential();
    }

    @Override
    public Map<Subscriber, String> states(Set<Subscriber> subscribers) {
        Instant now = clock.instant();
        Map<UUID, String> tokens = agents.tokens(
                subscribers.stream()
                        .flatMap(subscriber -> subscriber.credential() instanceof GatewayToken token
                                ? Stream.of(token.id())
                                : Stream.empty())
                        .collect(toUnmodifiableSet()),
                now);
        Map<Binding, BoundAgent> bindings = agents.bindings(subscribers.stream()
                .flatMap(subscriber -> subscriber.credential() instanceof ProviderToken token
                        ? Stream.of(binding(subscriber, token))
                        : Stream.empty())
                .collect(toUnmodifiableSet()));
        Set<UUID> live = sessions.keep(subscribers.stream()
                .flatMap(subscriber -> session(subscriber).stream())
                .collect(toUnmodifiableSet()));
        Map<Subscriber, String> states = new HashMap<>();
        for (Subscriber subscriber : subscribers) {
            Optional<String> state = switch ((Credential) subscriber.credential()) {
                case GatewayToken token -> Optional.ofNullable(tokens.get(token.id()));
                case ProviderToken token ->
                    Optional.ofNullable(bindings.get(binding(subscriber, token)))
                            .filter(bound -> now.isBefore(token.expiresAt().plusSeconds(bound.clockSkewSeconds())))
                            .map(BoundAgent::state);
            };
            boolean ended = subscriber.session().isPresent()
                    && session(subscriber).filter(live::contains).isEmpty();
            state.filter(any -> !ended).ifPresent(known -> states.put(subscriber, known));
        }
        return states;
    }

    private static Binding binding(Subscriber subscriber, ProviderToken token) {
        return new Binding(token.providerId(), UUID.fromString(subscriber.caller()));
    }

    private static Optional<UUID> session(Subscriber subscriber) {
        return subscriber.session().flatMap(McpSessionStore::parse);
    }
}
