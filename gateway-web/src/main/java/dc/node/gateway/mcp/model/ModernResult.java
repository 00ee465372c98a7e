package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Any result with the members revision 2026-07-28 adds to every one of them.
 *
 * @param ttlMs for how many milliseconds a client may keep the result; only on results that may be kept
 * @param cacheScope who may keep it; only on results that may be kept
 */
public record ModernResult(
        String resultType,
        @JsonUnwrapped Object result,
        OptionalLong ttlMs,
        Optional<String> cacheScope,
        @JsonProperty("_meta") Meta meta) {

    private static final String COMPLETE = "complete";
    private static final String INPUT_REQUIRED = "input_required";
    private static final String PRIVATE = "private";

    public ModernResult {
        requireNonNull(resultType, "resultType is null");
        requireNonNull(result, "result is null");
        requireNonNull(ttlMs, "ttlMs is null");
        requireNonNull(cacheScope, "cacheScope is null");
        requireNonNull(meta, "meta is null");
    }

    /** A result that is never kept. */
    public static ModernResult of(Object result, Implementation serverInfo) {
        String resultType = result instanceof InputRequiredResult ? INPUT_REQUIRED : COMPLETE;
        return new ModernResult(
                resultType, result, OptionalLong.empty(), Optional.empty(), new Meta(Optional.empty(), serverInfo));
    }

    /** The graceful end of a subscription: it says nothing else. */
    public static ModernResult endOfSubscription(JsonNode id, Implementation serverInfo) {
        return new ModernResult(
                COMPLETE, new Nothing(), OptionalLong.empty(), Optional.empty(), new Meta(Optional.of(id), serverInfo));
    }

    /** A result that only its own caller may keep. */
    public static ModernResult cacheable(Object result, Duration timeToLive, Implementation serverInfo) {
        return new ModernResult(
                COMPLETE,
                result,
                OptionalLong.of(timeToLive.toMillis()),
                Optional.of(PRIVATE),
                new Meta(Optional.empty(), serverInfo));
    }

    private record Nothing() {}

    /**
     * The reserved metadata of a result.
     *
     * @param subscriptionId which subscription has ended with it
     */
    public record Meta(
            @JsonProperty("io.modelcontextprotocol/subscriptionId")
            Optional<JsonNode> subscriptionId,

            @JsonProperty("io.modelcontextprotocol/serverInfo")
            Implementation serverInfo) {
        public Meta {
            requireNonNull(subscriptionId, "subscriptionId is null");
            requireNonNull(serverInfo, "serverInfo is null");
        }
    }
}
