package dc.node.gateway.tools.catalogue;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
     * of the schema with unknown properties last.
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
        List<Error> errors = schema.validate(arguments);
        if (errors.isEmpty()) {
            return List.of();
        }
        SequencedMap<String, ArgumentProblem> problems = new LinkedHashMap<>();
        for (Error error : errors) {
            ArgumentProblem problem = ProblemSentences.of(error, tool);
            problems.putIfAbsent(problem.pointer(), problem);
            if (problems.size() == MOST_PROBLEMS) {
                break;
            }
        }
        return List.copyOf(problems.values());
    }

    private static Schema compiled(SchemaRegistry registry, ToolDefinition tool) {
        Schema schema = registry.getSchema(tool.inputSchema());
        schema.initializeValidators();
        return schema;
    }
}
