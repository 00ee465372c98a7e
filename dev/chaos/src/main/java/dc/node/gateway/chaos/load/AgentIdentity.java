package dc.node.gateway.chaos.load;

import dc.node.gateway.localstack.client.McpTools;
import dc.node.gateway.localstack.client.RestTools;
import dc.node.gateway.localstack.client.Tools;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.Secrets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent with a token of its own, and its ways to both gateways. For several threads. */
public final class AgentIdentity {

    /** Clients give up after some ten seconds; the gateway itself answers after eight. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final String id;
    private final List<Tools> overMcp;
    private final List<Tools> overRest;

    AgentIdentity(Secrets.Agent agent, List<String> gatewayUrls) {
        this.id = agent.id();
        this.overMcp = gatewayUrls.stream()
                .<Tools>map(url -> new McpTools(url, agent.token(), PATIENCE))
                .toList();
        this.overRest = gatewayUrls.stream()
                .<Tools>map(url -> new RestTools(url, agent.token(), PATIENCE))
                .toList();
    }

    public String id() {
        return id;
    }

    /**
     * Calls a tool once.
     *
     * @param gateway which gateway, from 0; any number will do
     */
    Answer call(int gateway, boolean rest, String tool, Map<String, ?> arguments, Optional<String> key) {
        Map<String, Object> all = new HashMap<>(arguments);
        key.ifPresent(value -> all.put("idempotency_key", value));
        List<Tools> doors = rest ? overRest : overMcp;
        try {
            return Answer.of(doors.get(Math.floorMod(gateway, doors.size())).call(tool, all));
        } catch (LocalStackException e) {
            return new Answer.TryAgain("no answer", Optional.empty());
        }
    }

    /** For what must succeed before the chaos begins. */
    Tools tools() {
        return overMcp.getFirst();
    }
}
