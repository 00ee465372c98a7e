package dc.node.gateway.reads;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.guides.CardGuide;
import dc.node.gateway.guides.CardGuideStore;
import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.ProjectContext;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerRejectedException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_get_project_context}: the ids everything else is told by, and how cards should look. */
@Component
class GetProjectContext implements ReadTool {

    private final Tasker tasker;
    private final TargetStore targets;
    private final InstructionTexts texts;
    private final CardGuideStore guides;

    GetProjectContext(Tasker tasker, TargetStore targets, InstructionTexts texts, CardGuideStore guides) {
        this.tasker = tasker;
        this.targets = targets;
        this.texts = texts;
        this.guides = guides;
    }

    private record Arguments(UUID projectId) {}

    @Override
    public String name() {
        return "tasker_get_project_context";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.PROJECT_READ);
    }

    @Override
    public ObjectNode read(ReadCall call) {
        UUID projectId = call.argumentsAs(Arguments.class).projectId();
        ProjectContext context;
        try {
            context = tasker.projectContext(call.tasker(), projectId);
        } catch (TaskerRejectedException e) {
            throw e.notFound() ? new CallRefusedException(ToolError.notFound()) : e;
        }
        targets.rememberProjects(List.of(context.project()));
        ObjectNode answer = Json.MAPPER.valueToTree(context);
        answer.put(
                "card_rules",
                guides.find(call.tenant(), projectId).map(CardGuide::markdown).orElseGet(texts::cardGuide));
        return answer;
    }
}
