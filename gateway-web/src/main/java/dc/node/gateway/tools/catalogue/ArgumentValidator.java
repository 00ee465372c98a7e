package dc.node.gateway.tools.catalogue;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks a call's arguments against the tool's input schema, formats included. The schemas are compiled once, when the
 * gateway starts; any number of threads may validate at the same time.
 */
@Component
public final class ArgumentValidator {

    /** The most problems told of one call: an agent mends them in a few rounds anyway. */
    static final int MOST_PROBLEMS = 20;

    private final Map<String, Schema> schemas;

    public ArgumentValidator(ToolCatalogue catalogue) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
        this.schemas = catalogue.all().stream()
                .collect(toUnmodifiableMap(ToolDefinition::name, tool -> compiled(registry, tool)));
    }

    /**
     * What is wrong with the arguments; empty when nothing is. One problem for each place, at most twenty, in the order
     * of the schema, with unknown properties, then the key and then texts of white space last.
     *
     * @param tool a tool of the catalogue this validator was made for
     */
    public List<ArgumentProblem> validate(ToolDefinition tool, ObjectNode arguments) {
        Schema schema = schemas.get(tool.name());
        if (schema == null) {
            throw new IllegalArgumentException(tool.name() + " is not a tool of this catalogue");
        }
        Optional<ArgumentProblem> beyondLimits = ArgumentLimits.problemOf(arguments);
        if (beyondLimits.isPresent()) {
            return List.of(beyondLimits.get());
        }
        SequencedMap<String, ArgumentProblem> problems = new LinkedHashMap<>();
        Stream.of(
                        schema.validate(arguments).stream().map(error -> ProblemSentences.of(error, tool)),
                        KeyForm.problemsOf(arguments),
                        BlankTexts.problemsOf(arguments, tool.inputSchema()))
                .flatMap(found -> found)
                .forEach(problem -> problems.putIfAbsent(problem.pointer(), problem));
        return problems.values().stream().limit(MOST_PROBLEMS).toList();
    }

    /**
     * The form in which arguments are compared and kept.
     *
     * @param arguments in which {@link #validate} found no problem; they are left as they are
     */
    public ObjectNode canonical(ToolDefinition tool, ObjectNode arguments) {
        return CanonicalArguments.of(arguments, tool.inputSchema());
    }

    private static Schema compiled(SchemaRegistry registry, ToolDefinition tool) {
        Schema schema = registry.getSchema(tool.inputSchema());
        schema.initializeValidators();
        return schema;
    }
}
