package dc.node.gateway.bench.stub;

/**
 * The part of Plane's REST API that Plane's own MCP server asks for one work item: who the caller is, and the item. It has the same
 * texts as the issue that Tasker's part of the stub gives.
 */
final class PlaneAnswers {

    static final String BASE = "/api/v1/";

    private static final String ITEMS = "/work-items/";
    private static final int UUID_LENGTH = 36;

    private static final Template ITEM = new Template(200, Resources.json("work-item.json"));
    private static final byte[] CALLER = new Template(
                    200,
                    "{\"id\":\"0b000000-0000-4000-8000-0000000000f1\",\"email\":\"bench@bench.test\",\"display_name\":\"bench\","
                            + "\"first_name\":\"Bench\",\"last_name\":\"Mark\",\"avatar\":\"\"}")
            .plain();
    private static final byte[] UNKNOWN = new Template(404, "{\"error\":\"The stub has no such call.\"}").plain();

    private PlaneAnswers() {}

    static byte[] to(String path) {
        int item = path.indexOf(ITEMS) + ITEMS.length();
        if (item >= ITEMS.length() && path.length() >= item + UUID_LENGTH) {
            return ITEM.with(path.substring(item, item + UUID_LENGTH));
        }
        return path.startsWith("users/me", BASE.length()) ? CALLER : UNKNOWN;
    }
}
