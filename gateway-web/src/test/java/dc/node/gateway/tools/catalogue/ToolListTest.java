package dc.node.gateway.tools.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What every agent loads before its first word: its size is a price, its text an interface. */
class ToolListTest {

    private final JsonMapper mapper = new JsonMapper();

    @Test
    void theWholeListCostsLessThanFourThousandTokens() {
        assertThat(Tokens.count(mapper.writeValueAsString(list()))).isLessThan(4_000);
    }

    @Test
    void everyDescriptionHasAnExampleAndSaysWhatComesBack() {
        assertThat(new ToolCatalogue().all())
                .allSatisfy(tool -> assertThat(tool.description())
                        .as(tool.name())
                        .contains("Example: ")
                        .contains("Returns "));
    }

    @Test
    void theListChangesOnlyByDecision() throws IOException {
        Path now = Files.writeString(
                Path.of("target", "tools-list.json"),
                mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list()) + "\n");

        assertThat(mapper.writeValueAsString(list()))
                .as("If the change is meant, copy %s over src/test/resources/tools-list.json.", now)
                .isEqualTo(mapper.writeValueAsString(decided()));
    }

    /** The answer to {@code tools/list} for an agent that may call everything. */
    private ObjectNode list() {
        ObjectNode list = mapper.createObjectNode();
        new ToolCatalogue().all().forEach(tool -> {
            ObjectNode entry = list.withArray("tools").addObject();
            entry.put("name", tool.name());
            entry.put("title", tool.title());
            entry.put("description", tool.description());
            entry.set("inputSchema", tool.inputSchema());
            entry.set("outputSchema", tool.outputSchema());
            entry.set("annotations", mapper.valueToTree(tool.annotations()));
        });
        return list;
    }

    private ObjectNode decided() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream("tools-list.json"))) {
            return (ObjectNode) mapper.readTree(stream);
        }
    }
}
