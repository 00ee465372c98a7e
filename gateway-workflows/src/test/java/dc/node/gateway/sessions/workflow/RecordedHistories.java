package dc.node.gateway.sessions.workflow;

import dc.node.gateway.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The folder of histories that every later release must be able to replay. */
final class RecordedHistories {

    static final Path FOLDER = Path.of("src", "test", "resources", "histories");

    /** Stands where a history names the process that wrote it, or the host. */
    static final String SCRUBBED = "gateway";

    private RecordedHistories() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String name, String history) {
        JsonNode scrubbed = Json.MAPPER.readTree(history);
        scrub(scrubbed);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    FOLDER.resolve(name + ".json"),
                    Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(scrubbed) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A worker's identity is process and host by default, and the name of its own task queue begins with the host. */
    private static void scrub(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            if (fields.has("identity")) {
                fields.put("identity", SCRUBBED);
            }
            if (isSticky(fields)) {
                fields.put("name", SCRUBBED);
            }
            fields.remove("workerVersion");
            fields.remove("binaryChecksum");
        }
        node.forEach(RecordedHistories::scrub);
    }

    static boolean isSticky(JsonNode node) {
        return node.path("kind").asString("").equals("TASK_QUEUE_KIND_STICKY");
    }
}
