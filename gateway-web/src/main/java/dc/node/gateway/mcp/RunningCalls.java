package dc.node.gateway.mcp;

import java.security.Principal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The tool calls under way in this process, by who made them under which id. Clients of one caller may use the same ids:
 * to cancel one is to cancel all, which costs the others no more than their waiting.
 */
final class RunningCalls {

    private record Key(String caller, JsonNode requestId) {}

    private final ConcurrentHashMap<Key, Set<RunningCall>> running = new ConcurrentHashMap<>();

    /** Does {@code work}, during which the call can be cancelled. */
    <T> T during(Principal caller, JsonNode requestId, RunningCall call, Supplier<T> work) {
        Key key = new Key(caller.getName(), requestId);
        running.compute(key, (same, calls) -> {
            Set<RunningCall> all = calls == null ? ConcurrentHashMap.newKeySet() : calls;
            all.add(call);
            return all;
        });
        try {
            return work.get();
        } finally {
            running.computeIfPresent(key, (same, calls) -> {
                calls.remove(call);
                return calls.isEmpty() ? null : calls;
            });
        }
    }

    void cancel(Principal caller, JsonNode requestId) {
        running.getOrDefault(new Key(caller.getName(), requestId), Set.of()).forEach(RunningCall::cancel);
    }
}
