package dc.node.gateway.tools;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.identity.AuthenticatedAgent;
import dc.node.gateway.mcp.CallProgress;
import dc.node.gateway.targets.Target;
import dc.node.gateway.tasker.ActingAgent;
import dc.node.gateway.tasker.Deadline;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tools.catalogue.ToolDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** One call on its way through the stages, each of which may add what it found out. Used by one thread. */
final class ToolCall {

    private static final String KEY = "idempotency_key";

    private final AuthenticatedAgent agent;
    private final ToolDefinition tool;
    private final CallSource source;
    private final CallProgress progress;
    private final Instant receivedAt;
    private final UUID requestId = UUID.randomUUID();
    private ObjectNode arguments;
    private Target target = Target.EVERYTHING;
    private boolean projectNamed;

    ToolCall(
            AuthenticatedAgent agent,
            ToolDefinition tool,
            ObjectNode arguments,
            CallSource source,
            CallProgress progress,
            Instant receivedAt) {
        this.agent = agent;
        this.tool = tool;
        this.arguments = arguments;
        this.source = source;
        this.progress = progress;
        this.receivedAt = receivedAt;
    }

    AuthenticatedAgent agent() {
        return agent;
    }

    ToolDefinition tool() {
        return tool;
    }

    /** What Tasker is told of who asks, in all the requests this call makes of it within the limit. */
    TaskerCall toTasker(Duration limit) {
        ActingAgent asking = new ActingAgent(agent.agentId(), agent.displayName(), agent.ownerUserId());
        return new TaskerCall(asking, requestId.toString(), Optional.empty(), Deadline.in(limit));
    }

    /** As sent, and in canonical form once they are validated. */
    ObjectNode arguments() {
        return arguments;
    }

    void arguments(ObjectNode canonical) {
        this.arguments = canonical;
    }

    /** What a write is about: the arguments without the key, which only names it. */
    ObjectNode argumentsWithoutKey() {
        ObjectNode others = arguments.deepCopy();
        others.remove(KEY);
        return others;
    }

    Optional<String> idempotencyKey() {
        return arguments.path(KEY).stringValueOpt();
    }

    /** An argument the schema has found to be a UUID. */
    Optional<UUID> id(String argument) {
        return arguments.path(argument).stringValueOpt().map(UUID::fromString);
    }

    CallSource source() {
        return source;
    }

    CallProgress progress() {
        return progress;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    UUID requestId() {
        return requestId;
    }

    Target target() {
        return target;
    }

    /** @param named whether the identifier of its project has been seen, or is not needed */
    void target(Target resolved, boolean named) {
        this.target = resolved;
        this.projectNamed = named;
    }

    /** False where the project is still to be asked for what it is called. */
    boolean projectNamed() {
        return projectNamed;
    }

    /** The most writes a day in the project of the target; no limit when empty, as where that project is not known. */
    OptionalInt writesPerDay() {
        return target.projectId()
                .flatMap(agent::grantFor)
                .map(Grant::writesPerDay)
                .orElse(OptionalInt.empty());
    }
}
