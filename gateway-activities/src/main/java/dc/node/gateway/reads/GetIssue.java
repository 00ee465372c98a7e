package dc.node.gateway.reads;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.targets.Target;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.views.IssueView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_get_issue}: an issue with its blocks and the beginnings of its newest comments. */
@Component
class GetIssue implements ReadTool {

    private static final int DEFAULT_COMMENTS = 3;

    private final Tasker tasker;
    private final TargetStore targets;

    GetIssue(Tasker tasker, TargetStore targets) {
        this.tasker = tasker;
        this.targets = targets;
    }

    private record Arguments(UUID issueId, Optional<List<String>> fields, Optional<Integer> commentsLimit) {

        boolean wants(String field) {
            return fields.map(names -> names.contains(field)).orElse(true);
        }
    }

    @Override
    public String name() {
        return "tasker_get_issue";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_READ);
    }

    @Override
    public ObjectNode read(ReadCall call) {
        Arguments arguments = call.argumentsAs(Arguments.class);
        Issue issue;
        try {
            issue = tasker.issue(call.tasker(), arguments.issueId(), call.projectsWith(Scope.ISSUE_READ));
        } catch (TaskerRejectedException e) {
            throw e.notFound() ? new CallRefusedException(ToolError.notFound()) : e;
        }
        call.met().accept(new Target(Optional.of(issue.projectId()), Optional.of(issue.id()), issue.key()));
        targets.rememberIssues(List.of(issue));
        // The issue may have moved since its project was last seen.
        if (!call.projectsWith(Scope.ISSUE_READ).contains(issue.projectId())) {
            throw new CallRefusedException(ToolError.notFound());
        }
        ObjectNode view = IssueView.full(issue);
        if (arguments.fields().isPresent() && arguments.wants(IssueView.DESCRIPTION_TEXT)) {
            IssueView.descriptionText(issue).ifPresent(text -> view.put(IssueView.DESCRIPTION_TEXT, text));
        }
        int comments = arguments.commentsLimit().orElse(DEFAULT_COMMENTS);
        if (comments > 0 && arguments.wants("comments")) {
            tasker.comments(call.tasker(), issue.id(), comments)
                    .ifPresent(page -> view.set("comments", IssueView.comments(page)));
        }
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set(
                "issue",
                arguments.fields().map(fields -> IssueView.only(view, fields)).orElse(view));
        return answer;
    }
}
