package dc.node.gateway.tasker;

import java.util.UUID;

/**
 * The name under which Tasker recognises an object it has already made for the gateway: the only thing by which Tasker
 * de-duplicates. The source is always {@link #SOURCE}.
 */
public record ExternalId(String value) {

    public static final String SOURCE = "tasker-gateway";

    public static ExternalId of(UUID operationId) {
        return new ExternalId(operationId.toString());
    }

    /** The id of one part of an operation that makes several objects. */
    public static ExternalId of(UUID operationId, String part) {
        return new ExternalId(operationId + ":" + part);
    }
}
