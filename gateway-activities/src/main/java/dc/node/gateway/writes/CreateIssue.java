package dc.node.gateway.writes;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.json.Json;
import dc.node.gateway.tasker.ExternalId;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.NewIssue;
import dc.node.gateway.tasker.ProjectContext;
import dc.node.gateway.tasker.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_create_issue}. Tasker itself recognises a repeated attempt by its external id. */
@Component
class CreateIssue implements WriteTool {

    private record Arguments(
            UUID projectId,
            String name,
            Optional<String> descriptionHtml,
            Optional<ObjectNode> detailLayout,
            Optional<UUID> stateId,
            Optional<String> priority,
            Optional<List<UUID>> labelIds,
            Optional<List<UUID>> assigneeIds,
            Optional<String> startDate,
            Optional<String> targetDate,
            Optional<UUID> parentId) {}

    @Override
    public String name() {
        return "tasker_create_issue";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_CREATE);
    }

    @Override
    public void check(ObjectNode arguments) {
        ArgumentRules.requireDateOrder(arguments);
        ArgumentRules.sentLayout(arguments);
    }

    @Override
    public WriteResult apply(Attempt attempt) {
        Arguments arguments = attempt.arguments(Arguments.class);
        ProjectContext context = attempt.requireProject(arguments.projectId());
        Grant grant = attempt.requireGrant(arguments.projectId());
        List<UUID> labelIds = arguments.labelIds().orElse(List.of());
        List<UUID> assigneeIds = arguments.assigneeIds().orElse(List.of());
        arguments.stateId().ifPresent(stateId -> {
            State state = ProjectRules.requireState(context, stateId);
            ProjectRules.requireMayEnd(grant, state);
        });
        ProjectRules.requireLabels(context, labelIds);
        ProjectRules.requireAssignees(context, assigneeIds);
        arguments
                .parentId()
                .ifPresent(parentId -> ProjectRules.requireParent(attempt, parentId, arguments.projectId()));

        Issue issue = attempt.tasker()
                .createIssue(
                        attempt.call(),
                        new NewIssue(
                                arguments.projectId(),
                                arguments.name(),
                                arguments.descriptionHtml().map(attempt::clean),
                                arguments
                                        .detailLayout()
                                        .map(sent ->
                                                new SentLayout(sent).onto(Json.MAPPER.createObjectNode(), attempt)),
                                arguments.stateId(),
                                arguments.priority(),
                                labelIds,
                                assigneeIds,
                                arguments.startDate(),
                                arguments.targetDate(),
                                arguments.parentId()),
                        ExternalId.of(attempt.operation().id()));
        attempt.aboutIssue(issue);
        return new WriteResult().issue(issue);
    }
}
