package dc.node.gateway.tools.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools there are, always in the same order. They are read from the resources {@code tools/<name>.json} when the
 * gateway starts; one that is missing or contradicts itself stops the start with a sentence that names it.
 */
@Component
public final class ToolCatalogue {

    private static final List<String> NAMES = List.of(
            "tasker_get_agent_instructions",
            "tasker_list_projects",
            "tasker_get_project_context",
            "tasker_search_issues",
            "tasker_get_issue",
            "tasker_create_issue",
            "tasker_update_issue",
            "tasker_move_issue",
            "tasker_set_issue_labels",
            "tasker_assign_issue",
            "tasker_add_existing_project_member",
            "tasker_append_comment",
            "tasker_update_structured_blocks",
            "tasker_start_work_session",
            "tasker_finish_work_session");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final SequencedMap<String, ToolDefinition> tools;

    @Autowired
    public ToolCatalogue() {
        this(resource -> ToolCatalogue.class.getClassLoader().getResourceAsStream(resource));
    }

    /** Reads the definitions from elsewhere; {@code resources} answers null for what is not there. */
    ToolCatalogue(Function<String, @Nullable InputStream> resources) {
        SequencedMap<String, ToolDefinition> loaded = new LinkedHashMap<>();
        for (String name : NAMES) {
            ToolDefinition tool = read(name, resources);
            requireConsistent(name, tool);
            loaded.put(name, tool);
        }
        this.tools = loaded;
    }

    /** The tool of exactly this name. */
    public Optional<ToolDefinition> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /** Every tool, in the contract's order. */
    public List<ToolDefinition> all() {
        return List.copyOf(tools.values());
    }

    private static ToolDefinition read(String name, Function<String, @Nullable InputStream> resources) {
        String resource = "tools/" + name + ".json";
        try (InputStream stream = resources.apply(resource)) {
            if (stream == null) {
                throw inconsistent(name, "its definition " + resource + " is missing");
            }
            return MAPPER.readValue(stream, ToolDefinition.class);
        } catch (JacksonException notADefinition) {
            throw new IllegalStateException(
                    "The tool " + name + " cannot be offered: " + resource + " is not a tool definition ("
                            + notADefinition.getOriginalMessage() + ").",
                    notADefinition);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource + " cannot be read.", unreadable);
        }
    }

    private static void requireConsistent(String name, ToolDefinition tool) {
        require(tool.name().equals(name), name, "its definition calls it " + tool.name());
        require(!tool.title().isBlank(), name, "it has no title");
        require(!tool.description().isBlank(), name, "it has no description");
        require(!tool.scopes().isEmpty(), name, "it asks for no scope, so no grant could hold it back");
        require(
                tool.write() != tool.annotations().readOnlyHint(),
                name,
                "write and readOnlyHint contradict each other");
        require(
                tool.write() || !tool.annotations().destructiveHint(),
                name,
                "a tool that only reads cannot be destructive");
        requireObject(name, "inputSchema", tool.inputSchema());
        requireObject(name, "outputSchema", tool.outputSchema());
        require(
                tool.inputSchema()
                        .path("additionalProperties")
                        .equals(MAPPER.getNodeFactory().booleanNode(false)),
                name,
                "its inputSchema lets unknown arguments pass");
        require(
                tool.write() == tool.inputSchema().path("properties").has("idempotency_key"),
                name,
                "a write, and only a write, takes an idempotency_key");
    }

    private static void requireObject(String name, String part, ObjectNode schema) {
        require(schema.path("type").stringValue("").equals("object"), name, "its " + part + " is not of type object");
        for (JsonNode required : schema.path("required")) {
            require(
                    schema.path("properties").has(required.asString()),
                    name,
                    "its " + part + " requires " + required + " but does not define it");
        }
    }

    private static void require(boolean condition, String name, String otherwise) {
        if (!condition) {
            throw inconsistent(name, otherwise);
        }
    }

    private static IllegalStateException inconsistent(String name, String reason) {
        return new IllegalStateException("The tool " + name + " cannot be offered: " + reason + ".");
    }
}
