package dc.node.gateway.tools;

import dc.node.gateway.audit.AuditEvent.Decision;
import dc.node.gateway.grants.Grant;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.reads.ReadCall;
import dc.node.gateway.reads.ReadTool;
import dc.node.gateway.tasker.TaskerAvailability;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Runs a read in this process: there is nothing to make durable, and it goes on while Temporal is down. */
@Component
class ReadExecutor {

    /** For all the calls to Tasker that one read takes. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final Map<String, ReadTool> tools;
    private final TaskerAvailability tasker;
    private final CallAudit audit;

    ReadExecutor(List<ReadTool> tools, TaskerAvailability tasker, CallAudit audit) {
        this.tools = tools.stream().collect(Collectors.toMap(ReadTool::name, Function.identity()));
        this.tasker = tasker;
        this.audit = audit;
    }

    ToolOutcome execute(ToolCall call) {
        try {
            ObjectNode body = Optional.ofNullable(tools.get(call.tool().name()))
                    .orElseThrow()
                    .read(readCall(call));
            audit.recordRead(call);
            return new ToolOutcome.Success(body);
        } catch (CallRefusedException e) {
            return fail(call, Decision.DENY, e.error());
        } catch (TaskerRejectedException e) {
            return fail(
                    call,
                    Decision.ERROR,
                    ToolError.of(
                                    ErrorCode.TASKER_REJECTED,
                                    "Tasker refused this: " + e.reason() + " Change the arguments.")
                            .with("tasker_code", e.code())
                            .with("tasker_message", e.reason()));
        } catch (TaskerUnavailableException e) {
            return fail(
                    call,
                    Decision.ERROR,
                    ToolError.of(
                                    ErrorCode.TASKER_UNAVAILABLE,
                                    "Tasker does not answer, so nothing can be read right now. Try again in a few seconds;"
                                            + " writes are accepted meanwhile and land by themselves.")
                            .retryAfter(e.retryAfter().orElseGet(tasker::retryAfter)));
        }
    }

    private ToolOutcome fail(ToolCall call, Decision decision, ToolError error) {
        audit.record(call, decision, error.code().wireName());
        return new ToolOutcome.Failure(error);
    }

    private static ReadCall readCall(ToolCall call) {
        List<Grant> grants = call.agent().grants().values().stream()
                .sorted(Comparator.comparing(Grant::projectId))
                .toList();
        return new ReadCall(
                call.toTasker(LIMIT),
                call.agent().tenant(),
                call.arguments(),
                grants,
                call.receivedAt(),
                target -> call.target(target, true));
    }
}
