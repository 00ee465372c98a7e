package dc.node.gateway.reads;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.guides.CardGuide;
import dc.node.gateway.guides.CardGuideStore;
import dc.node.gateway.json.Json;
import dc.node.gateway.ledger.FailureStore;
import dc.node.gateway.ledger.LedgerProperties;
import dc.node.gateway.sessions.SessionView;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Project;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_get_agent_instructions}: what an agent should know before it plans. Answers while Tasker is away, too. */
@Component
class GetAgentInstructions implements ReadTool {

    private final InstructionTexts texts;
    private final CardGuideStore guides;
    private final TargetStore targets;
    private final WorkSessionStore sessions;
    private final SessionView sessionView;
    private final FailureStore failures;
    private final LedgerProperties properties;
    private final Clock clock;

    GetAgentInstructions(
            InstructionTexts texts,
            CardGuideStore guides,
            TargetStore targets,
            WorkSessionStore sessions,
            SessionView sessionView,
            FailureStore failures,
            LedgerProperties properties,
            Clock clock) {
        this.texts = texts;
        this.guides = guides;
        this.targets = targets;
        this.sessions = sessions;
        this.sessionView = sessionView;
        this.failures = failures;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "tasker_get_agent_instructions";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.WORKSPACE_READ);
    }

    @Override
    public ObjectNode read(ReadCall call) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("rules", texts.rules());
        answer.put(
                "card_guide",
                guides.find(call.tenant()).map(CardGuide::markdown).orElseGet(texts::cardGuide));
        answer.set("projects", projects(call));
        ArrayNode open = answer.putArray("open_work_sessions");
        sessionView.of(sessions.listOpen(call.agentId())).forEach(open::add);
        answer.set("recent_failures", recentFailures(call));
        answer.put("idempotency_keys_remembered_days", properties.keyMemory().toDays());
        return answer;
    }

    private ArrayNode projects(ReadCall call) {
        Map<UUID, Project> known = targets.findProjects(
                call.grants().stream().map(Grant::projectId).toList());
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (Grant grant : call.grants()) {
            ObjectNode entry = list.addObject().put("id", grant.projectId().toString());
            Optional.ofNullable(known.get(grant.projectId()))
                    .ifPresent(project -> entry.put("identifier", project.identifier())
                            .put("name", project.name())
                            .put("workspace_slug", project.workspaceSlug()));
            ArrayNode scopes = entry.putArray("scopes");
            grant.scopes().stream().sorted().map(Scope::wireName).forEach(scopes::add);
            ObjectNode limits = entry.putObject("limits");
            limits.put("allow_terminal_states", grant.allowTerminalStates());
            limits.put("highest_role", grant.highestRole().number());
            grant.callsPerMinute().ifPresent(calls -> limits.put("calls_per_minute", calls));
            grant.writesPerDay().ifPresent(writes -> limits.put("writes_per_day", writes));
        }
        return list;
    }

    /** To read is to acknowledge. */
    private ArrayNode recentFailures(ReadCall call) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        failures.takeUnread(call.agentId(), call.receivedAt(), clock.instant()).forEach(entry -> {
            ObjectNode failure = list.addObject();
            failure.put("tool", entry.tool());
            failure.put("operation_id", entry.operationId().toString());
            failure.put("idempotency_key", entry.idempotencyKey());
            entry.result().ifPresent(result -> failure.set("error", result.path("error")));
        });
        return list;
    }
}
