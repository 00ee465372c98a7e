package dc.node.gateway.localstack.client;

import dc.node.gateway.localstack.client.JsonHttp.Answer;
import dc.node.gateway.localstack.data.LocalStackException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Asks Tasker itself which projects a workspace has. */
public final class TaskerProjects {

    private final JsonHttp http;

    public TaskerProjects(String taskerUrl, String accessToken) {
        this.http = new JsonHttp(taskerUrl, accessToken);
    }

    /** A project and the short name its issues are numbered under, such as {@code CORE}. */
    public record Project(String id, String identifier) {}

    public List<Project> in(String workspaceSlug) {
        Answer answer = http.post(
                "/api/internal/nodedc/agent/projects/resolve",
                Map.of("workspace_slug", workspaceSlug),
                Map.of(
                        "X-Nodedc-Agent-Id", "local-stack",
                        "X-Nodedc-Agent-Name", "Local stack",
                        "X-Nodedc-Owner-User-Id", "local-stack",
                        "X-Request-Id", UUID.randomUUID().toString()));
        if (!answer.isSuccess()) {
            throw new LocalStackException(
                    "Tasker answered HTTP %d when asked for its projects.".formatted(answer.status()));
        }
        return StreamSupport.stream(answer.body().path("projects").spliterator(), false)
                .map(project -> new Project(
                        project.path("id").asString(""),
                        project.path("identifier").asString("")))
                .toList();
    }
}
