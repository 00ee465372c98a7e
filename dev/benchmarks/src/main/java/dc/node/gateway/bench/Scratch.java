package dc.node.gateway.bench;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a run keeps its data.
 *
 * @param temporary whether the run made it and may delete it
 */
record Scratch(Path path, boolean temporary) {

    /**
     * The folder named, which must be empty or not there yet, or a new temporary one.
     *
     * @throws LocalStackException when there is something in it
     */
    static Scratch of(Optional<Path> named) {
        try {
            if (named.isEmpty()) {
                return new Scratch(Files.createTempDirectory("tasker-gateway-bench-"), true);
            }
            Path path = Files.createDirectories(named.get().toAbsolutePath());
            try (Stream<Path> content = Files.list(path)) {
                if (content.findAny().isPresent()) {
                    throw new LocalStackException("%s is not empty: name another folder.".formatted(path));
                }
            }
            return new Scratch(path, false);
        } catch (IOException e) {
            throw new LocalStackException("The data folder cannot be made: " + e.getMessage(), e);
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

    /** Deletes it where the run made it. */
    void discard() {
        if (!temporary) {
            return;
        }
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
