package dc.node.gateway.tasker;

import java.util.Optional;
import java.util.UUID;

/** Tasker refused for good: a status of 400, 403, 404, 409 or 422 with the adapter's error body. */
public final class TaskerRejectedException extends TaskerException {

    private final int status;
    private final String code;
    private final String reason;
    private final transient Optional<String> field;
    private final transient Optional<UUID> existingId;

    /**
     * @param code Tasker's own, such as {@code stale_revision}
     * @param reason Tasker's own sentence, to be passed on to the agent
     * @param field the field it is about, where Tasker says so
     * @param existingId the object that made this one a duplicate
     */
    public TaskerRejectedException(
            int status, String code, String reason, Optional<String> field, Optional<UUID> existingId) {
        super("Tasker answered " + status + " (" + code + ")");
        this.status = status;
        this.code = code;
        this.reason = reason;
        this.field = field;
        this.existingId = existingId;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public Optional<String> field() {
        return field;
    }

    /** The object Tasker already made under this external id, if that is why it refused. */
    public Optional<UUID> duplicateOf() {
        return code.equals("duplicate_external_id") ? existingId : Optional.empty();
    }

    public boolean notFound() {
        return status == 404;
    }

    public boolean staleRevision() {
        return code.equals("stale_revision");
    }
}
