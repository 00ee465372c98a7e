package dc.node.gateway.bench.stub;

/**
 * The part of Tasker's internal API that reads and comments need. It stores nothing, checks nothing, and takes no time: what is
 * measured is what stands in front of it.
 */
final class TaskerAnswers {

    static final String BASE = "/api/internal/nodedc/agent";

    private static final String PROJECT = """
            {"id":"%s","workspace_slug":"bench","identifier":"BENCH","name":"Benchmarks","archived":false}""".formatted(StubIds.PROJECT);

    /** Some two kilobytes, as an issue with a description and a list of steps has. */
    static final String ISSUE = Resources.json("issue.json").replace("PROJECT", StubIds.PROJECT.toString());

    private static final Template ISSUE_ANSWER = new Template(200, "{\"issue\":" + ISSUE + "}");
    private static final byte[] PROJECTS = new Template(200, "{\"projects\":[" + PROJECT + "]}").plain();
    private static final byte[] CONTEXT = new Template(
                    200,
                    "{\"project\":" + PROJECT + ",\"states\":[],\"labels\":[],\"members\":[],\"workspace_members\":[]}")
            .plain();
    private static final byte[] NO_COMMENTS = new Template(200, "{\"comments\":[],\"count\":0}").plain();
    private static final byte[] HEALTHY = new Template(200, "{}").plain();
    private static final byte[] UNKNOWN = new Template(
                    404, "{\"error\":{\"code\":\"not_found\",\"message\":\"The stub has no such call.\"}}")
            .plain();
    private static final Template COMMENT = new Template(
            201,
            "{\"comment\":{\"id\":\"@@\",\"author\":null,\"created_at\":\"2026-11-20T16:30:00.000Z\","
                    + "\"comment_html\":\"<p>Noted.</p>\"}}");

    private static final String ISSUES = BASE + "/issues/";
    private static final int UUID_LENGTH = 36;

    private TaskerAnswers() {}

    /** True for what makes a comment. */
    static boolean isComment(String method, String path) {
        return method.equals("POST") && path.endsWith("/comments");
    }

    static byte[] to(String method, String path) {
        if (path.startsWith(ISSUES) && path.length() >= ISSUES.length() + UUID_LENGTH) {
            String issueId = path.substring(ISSUES.length(), ISSUES.length() + UUID_LENGTH);
            boolean comments = path.startsWith("/comments", ISSUES.length() + UUID_LENGTH);
            if (!comments) {
                return method.equals("GET") ? ISSUE_ANSWER.with(issueId) : UNKNOWN;
            }
            return method.equals("GET") ? NO_COMMENTS : COMMENT.with(issueId);
        }
        return switch (path.substring(BASE.length())) {
            case "/health" -> HEALTHY;
            case "/projects/resolve" -> PROJECTS;
            default -> path.endsWith("/context") ? CONTEXT : UNKNOWN;
        };
    }
}
