package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.localstack.part.TemporalPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that deploy the gateway name what the gateway reads, and tune Temporal as the local stack does. */
class DeploymentFilesTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)");
    private static final String ONLY_FOR_COMPOSE = "TEMPORAL_DATABASE_PASSWORD";
    private static final Set<String> GATEWAY_ROLES = Set.of("gateway-web", "gateway-worker");

    @Test
    void theExampleEnvironmentHasEveryNameTheGatewayReadsAndNoOther() {
        Set<String> expected = placeholders(read("gateway-web/src/main/resources/application.yml"));
        expected.add(ONLY_FOR_COMPOSE);

        assertThat(exampleNames()).isEqualTo(expected);
    }

    @Test
    void composeUsesOnlyNamesOfTheExampleEnvironment() {
        assertThat(exampleNames()).containsAll(placeholders(read("dev/temporal-compose.yml")));
        GATEWAY_ROLES.forEach(role -> assertThat(exampleNames())
                .containsAll(service(role).path("environment").propertyNames()));
    }

    @Test
    void composePublishesPortsOnLoopbackAloneAndPinsTheImagesOfOthers() {
        yaml("dev/temporal-compose.yml").path("services").properties().forEach(entry -> {
            JsonNode service = entry.getValue();
            service.path("ports").forEach(port -> assertThat(port.asString()).startsWith("127.0.0.1:"));
            if (!GATEWAY_ROLES.contains(entry.getKey())) {
                assertThat(service.path("image").asString()).matches("[a-z/-]+:\\d+(\\.\\d+)+");
            }
        });
    }

    @Test
    void composeRegistersTheSearchAttributesOfTheLocalStack() {
        String command = service("temporal-setup").path("command").path(0).asString();

        List<String> registered = Pattern.compile("--name (\\w+)")
                .matcher(command)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(registered).isEqualTo(TemporalPart.SEARCH_ATTRIBUTES);
    }

    @Test
    void theDynamicConfigIsThatOfTheLocalStack() {
        Map<String, String> values = new TreeMap<>();
        yaml("dev/temporal-dynamic-config.yml")
                .properties()
                .forEach(entry -> values.put(
                        entry.getKey(), entry.getValue().path(0).path("value").asString()));

        assertThat(values).isEqualTo(dynamicConfigOfTheLocalStack());
    }

    private static Map<String, String> dynamicConfigOfTheLocalStack() {
        List<String> arguments = TemporalPart.tuning();
        Map<String, String> values = new TreeMap<>();
        for (int index = 0; index < arguments.size(); index += 2) {
            if (arguments.get(index).equals("--dynamic-config-value")) {
                String value = arguments.get(index + 1);
                int separator = value.indexOf('=');
                values.put(value.substring(0, separator), value.substring(separator + 1));
            }
        }
        return values;
    }

    private static Set<String> exampleNames() {
        return read(".env.example")
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode service(String name) {
        return yaml("dev/temporal-compose.yml").path("services").path(name);
    }

    private static JsonNode yaml(String path) {
        Object document = new Yaml().load(read(path));
        return new JsonMapper().valueToTree(document);
    }

    private static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
