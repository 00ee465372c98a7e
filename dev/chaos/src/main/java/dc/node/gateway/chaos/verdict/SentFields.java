package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Write;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether Tasker was given what the agent sent, for the tools whose arguments go to Tasker field by field. */
final class SentFields {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> TOOLS = Set.of("tasker_create_issue", "tasker_update_issue");
    private static final Set<String> NOT_IN_BODY = Set.of("issue_id");

    private SentFields() {}

    /** A field that has another value in the body of its effect; empty where all agree, and for other tools. */
    static Optional<String> differing(Write write, JsonNode body) {
        if (!TOOLS.contains(write.tool())) {
            return Optional.empty();
        }
        return write.arguments().entrySet().stream()
                .filter(sent -> !NOT_IN_BODY.contains(sent.getKey()))
                .filter(sent -> !isSame(JSON.valueToTree(sent.getValue()), body.path(sent.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** Ids have no order. */
    private static boolean isSame(JsonNode sent, JsonNode found) {
        return (sent.isArray() && found.isArray()) ? elements(sent).equals(elements(found)) : sent.equals(found);
    }

    private static Set<JsonNode> elements(JsonNode array) {
        return array.valueStream().collect(Collectors.toSet());
    }
}
