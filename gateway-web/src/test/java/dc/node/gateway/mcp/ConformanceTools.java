package dc.node.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dc.node.gateway.mcp.model.ToolDescription;
import dc.node.gateway.mcp.model.ToolDescription.Annotations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tools the official conformance suite calls by name: those that answer with more than JSON, and those that ask their client
 * something first.
 */
final class ConformanceTools {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final String OPEN_SCHEMA = "{\"type\":\"object\"}";

    private static final String WITH_HEADER = """
            {"type": "object", "required": ["region"],
             "properties": {"region": {"type": "string", "x-mcp-header": "Region"}}}
            """;

    private static final String IMAGE = """
            {"type": "image", "mimeType": "image/png", "data": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="}
            """;

    private static final String AUDIO = """
            {"type": "audio", "mimeType": "audio/wav", "data": "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA="}
            """;

    private static final String RESOURCE = """
            {"type": "resource", "resource": {"uri": "test://embedded-resource", "mimeType": "text/plain",
             "text": "This is an embedded resource content."}}
            """;

    private static final String SAMPLING = """
            {"method": "sampling/createMessage", "params": {"maxTokens": 100,
             "messages": [{"role": "user", "content": {"type": "text", "text": "What is the capital of France?"}}]}}
            """;

    private static final String ROOTS = "{\"method\": \"roots/list\", \"params\": {}}";

    private static final String USERNAME = """
            {"username": {"type": "string", "description": "User's response"},
             "email": {"type": "string", "description": "User's email address"}}
            """;

    private static final String DEFAULTS = """
            {"name": {"type": "string", "default": "John Doe"}, "age": {"type": "integer", "default": 30},
             "score": {"type": "number", "default": 95.5}, "verified": {"type": "boolean", "default": true},
             "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"}}
            """;

    private static final String ENUMS = """
            {"untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
             "titledSingle": {"type": "string", "oneOf": [{"const": "value1", "title": "First Option"},
                {"const": "value2", "title": "Second Option"}]},
             "legacyEnum": {"type": "string", "enum": ["opt1", "opt2"], "enumNames": ["Option One", "Option Two"]},
             "untitledMulti": {"type": "array", "items": {"type": "string", "enum": ["option1", "option2"]}},
             "titledMulti": {"type": "array", "items": {"anyOf": [{"const": "value1", "title": "First Choice"},
                {"const": "value2", "title": "Second Choice"}]}}}
            """;

    private static final String NAME = "{\"name\": {\"type\": \"string\"}}";
    private static final String CONFIRMATION = "{\"ok\": {\"type\": \"boolean\"}}";

    /** Tools that put these questions, by the name of the answer, and are done when all are answered. */
    private static final Map<String, Map<String, ObjectNode>> ASKING = Map.of(
            "test_elicitation", Map.of("user", elicitation(USERNAME)),
            "test_elicitation_sep1034_defaults", Map.of("user", elicitation(DEFAULTS)),
            "test_elicitation_sep1330_enums", Map.of("user", elicitation(ENUMS)),
            "test_sampling", Map.of("llm", json(SAMPLING)),
            "test_input_required_result_elicitation", Map.of("user_name", elicitation(NAME)),
            "test_input_required_result_sampling", Map.of("capital_question", json(SAMPLING)),
            "test_input_required_result_list_roots", Map.of("client_roots", json(ROOTS)),
            "test_input_required_result_request_state", Map.of("confirm", elicitation(CONFIRMATION)),
            "test_input_required_result_tampered_state", Map.of("confirm", elicitation(CONFIRMATION)),
            "test_input_required_result_multiple_inputs",
                    Map.of("user_name", elicitation(NAME), "greeting", json(SAMPLING), "client_roots", json(ROOTS)));

    private static final String MULTI_ROUND = "test_input_required_result_multi_round";
    private static final String BY_CAPABILITY = "test_input_required_result_capabilities";

    private static final Map<String, List<String>> CONTENT = Map.of(
            "test_image_content", List.of(IMAGE),
            "test_audio_content", List.of(AUDIO),
            "test_embedded_resource", List.of(RESOURCE),
            "test_multiple_content_types",
                    List.of("{\"type\": \"text\", \"text\": \"Multiple content types test:\"}", IMAGE, RESOURCE));

    private static final String HEADER_TOOL = "test_x_mcp_header";

    private ConformanceTools() {}

    static List<ToolDescription> all() {
        return Stream.concat(
                        Stream.of(tool(HEADER_TOOL, WITH_HEADER)),
                        Stream.of(ASKING.keySet(), CONTENT.keySet(), List.of(MULTI_ROUND, BY_CAPABILITY))
                                .flatMap(names -> names.stream().sorted())
                                .map(name -> tool(name, OPEN_SCHEMA)))
                .toList();
    }

    static ToolAnswer call(String name, CallContext context) {
        if (CONTENT.containsKey(name)) {
            return new ToolAnswer.Content(
                    CONTENT.get(name).stream().map(ConformanceTools::json).toList());
        }
        if (ASKING.containsKey(name)) {
            return asking(name, ASKING.get(name), context.input());
        }
        return switch (name) {
            case HEADER_TOOL -> done("The headers are in order.");
            case MULTI_ROUND -> multiRound(context.input());
            case BY_CAPABILITY -> askingWhatTheClientCan(context);
            default -> new ToolAnswer.UnknownTool(name);
        };
    }

    private static ToolAnswer asking(String name, Map<String, ObjectNode> questions, ClientInput input) {
        if (input.state().isPresent() && !input.state().get().equals(state(name))) {
            return new ToolAnswer.ForeignState();
        }
        boolean answered = questions.keySet().stream()
                .allMatch(question -> input.responses().path(question).isObject());
        return answered ? done("state-ok " + input.responses()) : ask(questions, state(name));
    }

    private static ToolAnswer multiRound(ClientInput input) {
        if (input.state().filter(state("round 2")::equals).isPresent()) {
            return done("Both steps are answered.");
        }
        return input.state().filter(state("round 1")::equals).isPresent()
                ? ask(Map.of("step2", elicitation("{\"color\": {\"type\": \"string\"}}")), state("round 2"))
                : ask(Map.of("step1", elicitation(NAME)), state("round 1"));
    }

    private static ToolAnswer askingWhatTheClientCan(CallContext context) {
        return context.clientCapabilities().contains("sampling")
                ? ask(Map.of("capital_question", json(SAMPLING)), state(BY_CAPABILITY))
                : new ToolAnswer.MissingClientCapability("sampling");
    }

    private static ToolAnswer ask(Map<String, ObjectNode> questions, String state) {
        ObjectNode requests = MAPPER.createObjectNode();
        questions.forEach(requests::set);
        return new ToolAnswer.InputRequired(requests, Optional.of(state));
    }

    private static ToolAnswer done(String text) {
        return new ToolAnswer.Content(
                List.of(MAPPER.createObjectNode().put("type", "text").put("text", text)));
    }

    /** With a checksum: enough against a test that changes it, for there is nobody to deceive here. */
    private static String state(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(UTF_8));
        return text + "#" + checksum.getValue();
    }

    private static ObjectNode elicitation(String properties) {
        ObjectNode schema = MAPPER.createObjectNode().put("type", "object");
        JsonNode asked = MAPPER.readTree(properties);
        schema.set("properties", asked);
        asked.propertyNames().forEach(schema.withArray("required")::add);
        ObjectNode params = MAPPER.createObjectNode().put("message", "Please answer.");
        params.set("requestedSchema", schema);
        ObjectNode request = MAPPER.createObjectNode().put("method", "elicitation/create");
        request.set("params", params);
        return request;
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    private static ToolDescription tool(String name, String inputSchema) {
        return new ToolDescription(
                name,
                "Title of " + name,
                "Description of " + name,
                json(inputSchema),
                json(OPEN_SCHEMA),
                new Annotations(true, false, true, false));
    }
}
