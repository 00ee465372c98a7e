package dc.node.tasker.sandbox.faults;

import dc.node.tasker.sandbox.http.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault as it was asked for.
 *
 * @param rate the share of matching requests it strikes, 0 to 1; default 1
 * @param latencyMs how long a struck request waits first, default 0 (1000 for slow); for a rate limit it is not waited
 *     but told in Retry-After, rounded up to whole seconds, at least 1
 * @param status the status of error and error_after_commit; default 500
 * @param match which requests; default all, health included
 * @param count how many requests it strikes before it ends; empty for no end
 */
public record Fault(FaultMode mode, double rate, long latencyMs, int status, Match match, Optional<Integer> count) {

    /** Both conditions must hold; a path matches when the expression is found anywhere in it. */
    public record Match(Optional<String> method, Optional<Pattern> pathRegex) {

        boolean fits(Request request) {
            return method.map(request.method()::equals).orElse(true)
                    && pathRegex
                            .map(regex -> regex.matcher(request.path()).find())
                            .orElse(true);
        }
    }

    Duration latency() {
        return Duration.ofMillis(latencyMs);
    }
}
