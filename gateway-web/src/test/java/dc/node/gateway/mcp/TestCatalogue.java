package dc.node.gateway.mcp;

import dc.node.gateway.mcp.model.ToolDescription;
import dc.node.gateway.mcp.model.ToolDescription.Annotations;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tools for tests: an echo, some that misbehave, and those the official conformance suite looks for by name. Anyone may
 * call all of them, but only "alice" is shown {@code test_for_alice} and {@link ConformanceTools}.
 */
final class TestCatalogue implements ToolProvider {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final String OPEN_SCHEMA = "{\"type\":\"object\"}";

    /** As the suite's scenario json-schema-2020-12 demands it. */
    private static final String RICH_SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "$defs": {"address": {"$anchor": "addressDef", "type": "object",
                "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
             "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"},
                "contactMethod": {"type": "string", "enum": ["phone", "email"]},
                "phone": {"type": "string"}, "email": {"type": "string"}},
             "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
             "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
             "then": {"required": ["phone"]}, "else": {"required": ["email"]},
             "additionalProperties": false}
            """;

    private static final List<ToolDescription> FOR_ALL = List.of(
            tool("test_simple_text", OPEN_SCHEMA),
            tool("test_error_handling", OPEN_SCHEMA),
            tool("test_logging_tool", OPEN_SCHEMA),
            tool("test_streaming_elicitation", OPEN_SCHEMA),
            tool("json_schema_2020_12_tool", RICH_SCHEMA),
            tool("test_tool_with_progress", OPEN_SCHEMA),
            tool("wait_until_cancelled", OPEN_SCHEMA),
            tool("report_until_gone", OPEN_SCHEMA),
            tool("echo", OPEN_SCHEMA),
            tool("fault", OPEN_SCHEMA),
            tool("half_a_character", OPEN_SCHEMA),
            tool("test_missing_capability", OPEN_SCHEMA),
            tool("test_trigger_tool_change", OPEN_SCHEMA));

    private static final ToolDescription FOR_ALICE = tool("test_for_alice", OPEN_SCHEMA);

    private final TestCallers callers;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean left = new AtomicBoolean();
    private final List<CallRefusal> refusals = new CopyOnWriteArrayList<>();

    TestCatalogue(TestCallers callers) {
        this.callers = callers;
    }

    @Override
    public List<ToolDescription> list(Principal caller) {
        List<ToolDescription> shown = new ArrayList<>(FOR_ALL);
        if (caller.getName().equals("alice")) {
            shown.add(FOR_ALICE);
            shown.addAll(ConformanceTools.all());
        }
        return shown;
    }

    @Override
    public ToolAnswer call(Principal caller, String name, ObjectNode arguments, CallContext context) {
        calls.incrementAndGet();
        return switch (name) {
            case "test_simple_text", "test_logging_tool", "test_streaming_elicitation", "имя" ->
                result("text", "This is a simple text response for testing.");
            case "test_error_handling" ->
                new ToolAnswer.Result(
                        MAPPER.createObjectNode().put("error", "This tool intentionally returns an error"), true);
            case "test_tool_with_progress" -> reportThrice(context.progress());
            case "test_tool_with_logging" -> logThrice(context.progress());
            case "wait_until_cancelled" -> waitUntilCancelled(context.progress());
            case "wait_for_a_write" -> waitForAWrite(context.progress());
            case "report_until_gone" -> reportUntilGone(context.progress());
            case "test_trigger_tool_change" -> {
                callers.changeList(caller.getName());
                yield result("text", "changed");
            }
            case "echo" -> echo(caller, arguments, context);
            case "test_missing_capability" ->
                context.clientCapabilities().contains("sampling")
                        ? result("text", "The client can sample.")
                        : new ToolAnswer.MissingClientCapability("sampling");
            case "fault" -> throw new IllegalStateException("a secret nobody outside may read");
            case "half_a_character" -> result("text", "\ud83d");
            default -> ConformanceTools.call(name, context);
        };
    }

    @Override
    public boolean logs() {
        return true;
    }

    @Override
    public void refused(Principal caller, CallRefusal reason, CallContext context) {
        refusals.add(reason);
    }

    /** Why calls have not reached the tools, in their order. */
    List<CallRefusal> refusals() {
        return List.copyOf(refusals);
    }

    /** How many calls have reached the tools. */
    int calls() {
        return calls.get();
    }

    private static ToolAnswer echo(Principal caller, ObjectNode arguments, CallContext context) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.set("arguments", arguments);
        answer.put("caller", caller.getName());
        answer.put("client", context.clientName().orElse("none"));
        answer.put("version", context.protocolVersion());
        answer.put("address", context.remoteAddress());
        return new ToolAnswer.Result(answer, false);
    }

    private static ToolAnswer logThrice(CallProgress progress) {
        progress.log(LogLevel.INFO, "Tool execution started");
        progress.log(LogLevel.INFO, "Tool processing data");
        progress.log(LogLevel.INFO, "Tool execution completed");
        return result("text", "done");
    }

    private static ToolAnswer reportThrice(CallProgress progress) {
        for (int part = 0; part <= 100; part += 50) {
            progress.report(part, 100, "at " + part);
        }
        return result("text", "done");
    }

    private ToolAnswer waitUntilCancelled(CallProgress progress) {
        CountDownLatch cancelled = new CountDownLatch(1);
        progress.onCancelled(cancelled::countDown);
        waiting.incrementAndGet();
        try {
            return result("text", cancelled.await(20, TimeUnit.SECONDS) ? "cancelled" : "never cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result("text", "interrupted");
        }
    }

    /** As a write does: until it is stopped, with a report at intervals. */
    private static ToolAnswer waitForAWrite(CallProgress progress) {
        CountDownLatch stopped = new CountDownLatch(1);
        progress.onCancelled(stopped::countDown);
        try {
            for (int tenth = 0; tenth < 80; tenth++) {
                if (stopped.await(100, TimeUnit.MILLISECONDS)) {
                    return result("text", "stopped at once");
                }
                if (!progress.report(tenth, 80, "waiting")) {
                    return result("text", "stopped while waiting");
                }
            }
            return result("text", "never stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result("text", "interrupted");
        }
    }

    private ToolAnswer reportUntilGone(CallProgress progress) {
        int part = 0;
        while (part < 1_000_000 && progress.report(part, 1_000_000, "still here")) {
            part++;
        }
        left.set(part < 1_000_000);
        return result("text", "nobody reads this");
    }

    /** How many calls have begun to wait for being cancelled. */
    int waiting() {
        return waiting.get();
    }

    /** Whether a caller of {@code report_until_gone} was found to have gone. */
    boolean callerLeft() {
        return left.get();
    }

    private static ToolAnswer result(String key, String value) {
        return new ToolAnswer.Result(MAPPER.createObjectNode().put(key, value), false);
    }

    private static ToolDescription tool(String name, String inputSchema) {
        return new ToolDescription(
                name,
                "Title of " + name,
                "Description of " + name,
                (ObjectNode) MAPPER.readTree(inputSchema),
                (ObjectNode) MAPPER.readTree(OPEN_SCHEMA),
                new Annotations(true, false, true, false));
    }
}
