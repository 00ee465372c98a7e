package dc.node.gateway.bench;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder for the data of one run. */
record Scratch(Path path) {

    static Scratch make() {
        try {
            return new Scratch(Files.createTempDirectory("tasker-gateway-bench-"));
        } catch (IOException e) {
            throw new LocalStackException("No temporary folder can be made: " + e.getMessage(), e);
        }
    }

    /** A folder within it, for one stack. */
    Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be written: %s".formatted(path, e.getMessage()), e);
        }
    }

    void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be deleted: %s".formatted(path, e.getMessage()), e);
        }
    }
}
