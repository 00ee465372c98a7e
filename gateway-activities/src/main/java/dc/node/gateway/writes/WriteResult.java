package dc.node.gateway.writes;

import dc.node.gateway.json.Json;
import dc.node.gateway.tasker.Comment;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Member;
import dc.node.gateway.views.IssueView;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a write that took effect returns beside the envelope: any of {@code issue}, {@code comment}, {@code member},
 * {@code session} and {@code warnings}.
 */
public final class WriteResult {

    private final ObjectNode json = Json.MAPPER.createObjectNode();

    public WriteResult issue(Issue issue) {
        json.set("issue", IssueView.afterWrite(issue));
        return this;
    }

    public WriteResult comment(Comment comment) {
        ObjectNode view = json.putObject("comment").put("id", comment.id().toString());
        comment.createdAt().ifPresent(at -> view.put("created_at", at));
        return this;
    }

    public WriteResult member(Member member) {
        json.putObject("member")
                .put("id", member.id().toString())
                .put("display_name", member.displayName())
                .put("role", member.role());
        return this;
    }

    public WriteResult session(ObjectNode session) {
        json.set("session", session);
        return this;
    }

    public WriteResult warnings(List<String> sentences) {
        if (!sentences.isEmpty()) {
            ArrayNode warnings = json.putArray("warnings");
            sentences.forEach(warnings::add);
        }
        return this;
    }

    public ObjectNode toJson() {
        return json;
    }
}
