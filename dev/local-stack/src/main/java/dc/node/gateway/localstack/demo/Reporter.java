package dc.node.gateway.localstack.demo;

import dc.node.gateway.localstack.client.ToolAnswer;
import dc.node.gateway.localstack.client.Tools;
import dc.node.gateway.localstack.data.LocalStackException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** An agent that calls tools one after the other and expects each to work. Every write has a key of its own. */
final class Reporter {

    private final Tools tools;
    private final Steps steps;
    private final String keyPrefix;

    /**
     * A reporter for one session.
     *
     * @param keyPrefix begins every idempotency key; never used in another session
     */
    Reporter(Tools tools, Steps steps, String keyPrefix) {
        this.tools = tools;
        this.steps = steps;
        this.keyPrefix = keyPrefix;
    }

    ToolAnswer read(String tool, Map<String, ?> arguments, Function<ToolAnswer, String> remark) {
        return steps.run(tool, () -> succeeded(tools.call(tool, arguments)), remark);
    }

    /** A write that is expected to have landed when it is answered. */
    ToolAnswer write(String tool, Map<String, ?> arguments, String key) {
        return write(tool, arguments, key, answer -> "");
    }

    ToolAnswer write(String tool, Map<String, ?> arguments, String key, Function<ToolAnswer, String> remark) {
        return steps.run(tool, () -> landed(call(tool, arguments, key)), remark);
    }

    /** A write, whatever comes of it; no line is printed. */
    ToolAnswer call(String tool, Map<String, ?> arguments, String key) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.put("idempotency_key", keyPrefix + "-" + key);
        return succeeded(tools.call(tool, all));
    }

    static JsonNode expected(JsonNode node, String what) {
        if (node.isMissingNode() || node.isNull()) {
            throw new LocalStackException("the answer holds no " + what);
        }
        return node;
    }

    private static ToolAnswer succeeded(ToolAnswer answer) {
        if (answer.isError()) {
            throw new LocalStackException("the tool answered " + answer.error());
        }
        return answer;
    }

    private static ToolAnswer landed(ToolAnswer answer) {
        if (!answer.text("status").equals("succeeded")) {
            throw new LocalStackException("the write should have landed, but its status is '%s'. %s"
                    .formatted(answer.text("status"), answer.text("note")));
        }
        return answer;
    }
}
