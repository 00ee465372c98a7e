package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.stack.Fleet.Member;
import java.util.Map;

/** The calls that are measured. */
public final class Calls {

    /** What the answer to a good read holds, from Tasker as through a gateway or a proxy. */
    public static final String READ = "Export times out for large projects";

    /** What the answer to a write holds that has taken effect. */
    public static final String WRITTEN = "\"status\":\"succeeded\"";

    /** What the answer to a replay holds. */
    public static final String REPLAYED = "\"replayed\":true";

    static final String LISTED = "tasker_append_comment";
    static final String QUEUED = "\"status\":\"queued\"";

    /** In canonical JSON it stands as it does here. */
    public static final String COMMENT =
            "<p>Ran the export on a project of twelve thousand issues: it ends after 41 s now. "
                    + "The query streams; memory stays flat.</p>";

    private Calls() {}

    /** The issue alone: with its comments the gateway would ask Tasker twice, and nobody it is compared with does. */
    public static Request read(Member member) {
        return McpRequests.toolCall(
                member.token(),
                "tasker_get_issue",
                Map.of("issue_id", member.issueId().toString(), "comments_limit", 0));
    }

    /** A comment under a new key each time. */
    public static Request comment(Member member) {
        return comment(member, Request.KEY);
    }

    /** The same under this key. */
    public static Request comment(Member member, String key) {
        return McpRequests.toolCall(
                member.token(),
                "tasker_append_comment",
                Map.of("issue_id", member.issueId().toString(), "comment_html", COMMENT, "idempotency_key", key));
    }

    /** Opens a session on the member's issue. */
    public static Request startSession(Member member) {
        return McpRequests.toolCall(
                member.token(),
                "tasker_start_work_session",
                Map.of("issue_id", member.issueId().toString(), "goal", "Measure"));
    }

    /** The very request that the gateway makes for a read. */
    public static Request direct(Member member, String taskerToken) {
        return Request.get(
                "/api/internal/nodedc/agent/issues/" + member.issueId(),
                Map.of(
                        "Authorization",
                        "Bearer " + taskerToken,
                        "Accept",
                        "application/json",
                        "X-Nodedc-Agent-Id",
                        member.agentId(),
                        "X-Nodedc-Agent-Name",
                        "Bench agent",
                        "X-Nodedc-Owner-User-Id",
                        "bench-owner",
                        "X-Request-Id",
                        member.issueId().toString()));
    }
}
