package dc.node.gateway.writes;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.tasker.ExternalId;
import dc.node.gateway.tasker.Issue;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_append_comment}. Tasker itself recognises a repeated attempt by its external id. */
@Component
class AppendComment implements WriteTool {

    private record Arguments(UUID issueId, String commentHtml) {}

    @Override
    public String name() {
        return "tasker_append_comment";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_COMMENT);
    }

    @Override
    public void check(ObjectNode arguments) {}

    @Override
    public WriteResult apply(Attempt attempt) {
        Arguments arguments = attempt.arguments(Arguments.class);
        Issue issue = attempt.requireIssue(arguments.issueId());
        String html = attempt.clean(arguments.commentHtml());
        if (html.isBlank()) {
            throw ProjectRules.invalid(
                    "comment_html",
                    "Nothing is left of the comment once unsafe HTML is removed. Send plain text or HTML.");
        }
        return new WriteResult()
                .comment(attempt.tasker()
                        .addComment(
                                attempt.call(),
                                issue.id(),
                                html,
                                ExternalId.of(attempt.operation().id())));
    }
}
