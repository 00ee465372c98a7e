package dc.node.gateway.mcp;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which messages callers of the legacy era asked for with {@code logging/setLevel}; those of the modern era say so with each
 * call. Known to this process alone, and forgotten with it: then nothing is sent until a caller asks again.
 */
final class LogLevels {

    private final Map<String, LogLevel> leastByCaller = new ConcurrentHashMap<>();

    void set(Principal caller, LogLevel least) {
        leastByCaller.put(caller.getName(), least);
    }

    /** The least grave that this caller wants to see; empty when it wants none. */
    Optional<LogLevel> of(Principal caller) {
        return Optional.ofNullable(leastByCaller.get(caller.getName()));
    }
}
