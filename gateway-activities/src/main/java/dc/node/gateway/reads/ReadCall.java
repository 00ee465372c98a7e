package dc.node.gateway.reads;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.json.Json;
import dc.node.gateway.targets.Target;
import dc.node.gateway.tasker.TaskerCall;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a reading tool.
 *
 * @param tenant the agent's
 * @param grants all of the agent's, as they stood when the call was authenticated
 * @param receivedAt when the call came in
 * @param met is told what the read turned out to be about, as soon as Tasker has said so: the project may be another than was
 *     known before
 */
public record ReadCall(
        TaskerCall tasker,
        String tenant,
        ObjectNode arguments,
        List<Grant> grants,
        Instant receivedAt,
        Consumer<Target> met) {

    public ReadCall {
        grants = List.copyOf(grants);
    }

    <T> T argumentsAs(Class<T> type) {
        return Json.MAPPER.treeToValue(arguments, type);
    }

    UUID agentId() {
        return tasker.agent().id();
    }

    /** The projects in which the agent holds this scope. */
    List<UUID> projectsWith(Scope scope) {
        return grants.stream()
                .filter(grant -> grant.scopes().contains(scope))
                .map(Grant::projectId)
                .toList();
    }
}
