package dc.node.gateway.tasker.nodedc;

import dc.node.gateway.json.Json;
import dc.node.gateway.tasker.Comment;
import dc.node.gateway.tasker.CommentPage;
import dc.node.gateway.tasker.ExternalId;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.IssueChanges;
import dc.node.gateway.tasker.IssuePage;
import dc.node.gateway.tasker.IssueQuery;
import dc.node.gateway.tasker.Member;
import dc.node.gateway.tasker.NewIssue;
import dc.node.gateway.tasker.Project;
import dc.node.gateway.tasker.ProjectContext;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasker's internal agent API in full. What it assumes of Tasker is written down in docs/TASKER_API_AUDIT.md. */
class NodedcTasker implements Tasker {

    static final String BASE = "/api/internal/nodedc/agent";

    private final NodedcHttp http;

    NodedcTasker(NodedcHttp http) {
        this.http = http;
    }

    @Override
    public List<Project> projects(TaskerCall call, Collection<UUID> projectIds) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("project_ids", Json.MAPPER.valueToTree(projectIds));
        JsonNode answer = http.read(call, "POST", BASE + "/projects/resolve", Optional.of(body));
        return List.of(convert(answer.path("projects"), Project[].class));
    }

    @Override
    public ProjectContext projectContext(TaskerCall call, UUID projectId) {
        JsonNode answer = http.read(call, "GET", BASE + "/projects/" + projectId + "/context", Optional.empty());
        return convert(answer, ProjectContext.class);
    }

    @Override
    public IssuePage searchIssues(TaskerCall call, IssueQuery query) {
        JsonNode answer = http.read(call, "GET", BASE + "/issues?" + queryString(query), Optional.empty());
        return convert(answer, IssuePage.class);
    }

    @Override
    public Issue issue(TaskerCall call, UUID issueId, Collection<UUID> projectIds) {
        return issueIn(http.read(call, "GET", BASE + "/issues/" + issueId, Optional.empty()));
    }

    @Override
    public Optional<CommentPage> comments(TaskerCall call, UUID issueId, int limit) {
        String path = BASE + "/issues/" + issueId + "/comments?limit=" + limit;
        return Optional.of(convert(http.read(call, "GET", path, Optional.empty()), CommentPage.class));
    }

    @Override
    public Issue createIssue(TaskerCall call, NewIssue issue, ExternalId externalId) {
        ObjectNode body = Json.MAPPER.valueToTree(issue);
        putExternalId(body, externalId);
        try {
            return issueIn(http.write(call, "POST", BASE + "/issues", body));
        } catch (TaskerRejectedException e) {
            return issue(call, e.duplicateOf().orElseThrow(() -> e), List.of(issue.projectId()));
        }
    }

    @Override
    public Issue updateIssue(TaskerCall call, UUID issueId, IssueChanges changes) {
        return issueIn(http.write(call, "PATCH", BASE + "/issues/" + issueId, Json.MAPPER.valueToTree(changes)));
    }

    @Override
    public Issue moveIssue(TaskerCall call, UUID issueId, UUID stateId, Optional<Double> sortOrder) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("state_id", stateId.toString());
        sortOrder.ifPresent(order -> body.put("sort_order", order));
        return issueIn(http.write(call, "POST", BASE + "/issues/" + issueId + "/move", body));
    }

    @Override
    public Issue setLabels(TaskerCall call, UUID issueId, Collection<UUID> labelIds) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("label_ids", Json.MAPPER.valueToTree(labelIds));
        return issueIn(http.write(call, "PUT", BASE + "/issues/" + issueId + "/labels", body));
    }

    @Override
    public Issue setAssignees(TaskerCall call, UUID issueId, Collection<UUID> assigneeIds) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("assignee_ids", Json.MAPPER.valueToTree(assigneeIds));
        return issueIn(http.write(call, "PUT", BASE + "/issues/" + issueId + "/assignees", body));
    }

    @Override
    public Comment addComment(TaskerCall call, UUID issueId, String commentHtml, ExternalId externalId) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("comment_html", commentHtml);
        putExternalId(body, externalId);
        try {
            JsonNode answer = http.write(call, "POST", BASE + "/issues/" + issueId + "/comments", body);
            return convert(answer.path("comment"), Comment.class);
        } catch (TaskerRejectedException e) {
            return earlierComment(call, issueId, e.duplicateOf().orElseThrow(() -> e), commentHtml);
        }
    }

    @Override
    public Member addMember(TaskerCall call, UUID projectId, UUID memberId, int role) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("member_id", memberId.toString())
                .put("role", role);
        JsonNode answer = http.write(call, "POST", BASE + "/projects/" + projectId + "/members", body);
        return convert(answer.path("member"), Member.class);
    }

    @Override
    public void checkHealth(Duration limit) {
        http.checkHealth(limit);
    }

    /** The comment is there, Tasker said so; it is looked for only to tell the agent when it was written. */
    private Comment earlierComment(TaskerCall call, UUID issueId, UUID commentId, String commentHtml) {
        return comments(call, issueId, 100)
                .flatMap(page -> page.comments().stream()
                        .filter(comment -> comment.id().equals(commentId))
                        .findFirst())
                .orElseGet(() -> new Comment(commentId, Optional.empty(), Optional.empty(), commentHtml));
    }

    private static void putExternalId(ObjectNode body, ExternalId externalId) {
        body.put("external_source", ExternalId.SOURCE);
        body.put("external_id", externalId.value());
    }

    private static Issue issueIn(JsonNode answer) {
        return convert(answer.path("issue"), Issue.class);
    }

    /** An answer that cannot be read is no answer: it may be a proxy's or a half-deployed Tasker's. */
    private static <T> T convert(JsonNode node, Class<T> type) {
        if (node.isMissingNode()) {
            throw new TaskerUnavailableException("Tasker's answer lacks what was asked for");
        }
        try {
            return Json.MAPPER.treeToValue(node, type);
        } catch (JacksonException e) {
            throw new TaskerUnavailableException("Tasker's answer could not be read as " + type.getSimpleName());
        }
    }

    private static String queryString(IssueQuery query) {
        StringJoiner parameters = new StringJoiner("&");
        parameters.add("project_id=" + query.projectId()).add("limit=" + query.limit());
        query.query().ifPresent(text -> parameters.add("query=" + encode(text)));
        addIds(parameters, "state_ids", query.stateIds());
        addIds(parameters, "label_ids", query.labelIds());
        addIds(parameters, "assignee_ids", query.assigneeIds());
        query.priority().ifPresent(priority -> parameters.add("priority=" + encode(priority)));
        query.updatedSince().ifPresent(since -> parameters.add("updated_since=" + encode(since)));
        query.cursor().ifPresent(cursor -> parameters.add("cursor=" + encode(cursor)));
        return parameters.toString();
    }

    private static void addIds(StringJoiner parameters, String name, List<UUID> ids) {
        if (!ids.isEmpty()) {
            parameters.add(name + "="
                    + String.join(",", ids.stream().map(UUID::toString).toList()));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
