package dc.node.gateway.localstack.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds everything one stack keeps. Two stacks with two folders share nothing but the user's cache.
 *
 * @param root absolute path
 */
public record DataDirectory(Path root) {

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** Makes the folders that must exist before the first part starts. */
    public DataDirectory create() {
        try {
            Files.createDirectories(root.resolve("logs"));
            Files.createDirectories(root.resolve("parts"));
            return this;
        } catch (IOException e) {
            throw new LocalStackException("The data folder %s cannot be made: %s".formatted(root, e.getMessage()), e);
        }
    }

    /** Standard output and error of a part, appended to at every start. */
    public Path log(PartName part) {
        return root.resolve("logs").resolve(part.id() + ".log");
    }

    /** What a part itself stores. */
    public Path folder(PartName part) {
        try {
            return Files.createDirectories(root.resolve(part.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path runFile() {
        return root.resolve("run.json");
    }

    Path partRecord(PartName part) {
        return root.resolve("parts").resolve(part.id() + ".json");
    }

    Path file(String name) {
        return root.resolve(name);
    }
}
