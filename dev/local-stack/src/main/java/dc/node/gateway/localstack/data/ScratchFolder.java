package dc.node.gateway.localstack.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a run that measures or breaks things keeps its data.
 *
 * @param temporary whether the run made it and may delete it
 */
public record ScratchFolder(Path path, boolean temporary) {

    /**
     * The folder named, which must be empty or not there yet, or a new temporary one.
     *
     * @param prefix how the name of a temporary one begins
     * @throws LocalStackException when there is something in it
     */
    public static ScratchFolder of(Optional<Path> named, String prefix) {
        try {
            if (named.isEmpty()) {
                return new ScratchFolder(Files.createTempDirectory(prefix), true);
            }
            Path path = Files.createDirectories(named.get().toAbsolutePath());
            try (Stream<Path> content = Files.list(path)) {
                if (content.findAny().isPresent()) {
                    // What an earlier run wrote would be taken for effects of this one.
                    throw new LocalStackException("%s is not empty: name another folder.".formatted(path));
                }
            }
            return new ScratchFolder(path, false);
        } catch (IOException e) {
            throw new LocalStackException("The data folder cannot be made: " + e.getMessage(), e);
        }
    }

    /** A folder within it, for one stack. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be written: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** Deletes it where the run made it; one that was named stays. */
    public void discard() {
        if (!temporary) {
            return;
        }
        try {
            DeletedTree.delete(path);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be deleted: %s".formatted(path, e.getMessage()), e);
        }
    }
}
