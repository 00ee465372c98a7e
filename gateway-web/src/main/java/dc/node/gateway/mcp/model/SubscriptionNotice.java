package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The {@code params} of a notification on the stream of a subscription.
 *
 * @param notifications what the server will tell; only in the acknowledgement
 */
public record SubscriptionNotice(@JsonProperty("_meta") Meta meta, Optional<Filter> notifications) {

    public SubscriptionNotice {
        requireNonNull(meta, "meta is null");
        requireNonNull(notifications, "notifications is null");
    }

    /** With nothing but the id of the request that opened the subscription. */
    public static SubscriptionNotice of(JsonNode id) {
        return new SubscriptionNotice(new Meta(id), Optional.empty());
    }

    /** With that id, and what the server agrees to tell. */
    public static SubscriptionNotice acknowledging(JsonNode id, Filter notifications) {
        return new SubscriptionNotice(new Meta(id), Optional.of(notifications));
    }

    /** Which notifications a subscription is about; what it is not about is left out. */
    public record Filter(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean toolsListChanged) {}

    /** The reserved metadata of such a notification. */
    public record Meta(
            @JsonProperty("io.modelcontextprotocol/subscriptionId")
            JsonNode subscriptionId) {
        public Meta {
            requireNonNull(subscriptionId, "subscriptionId is null");
        }
    }
}
