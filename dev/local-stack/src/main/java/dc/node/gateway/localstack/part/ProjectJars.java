package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runnable jars of the other modules, as the build leaves them.
 *
 * @param home the project's top folder
 */
public record ProjectJars(Path home) {

    /** The project's top folder: the system property {@code gateway.home}, else found upwards from the working folder. */
    public static ProjectJars find() {
        return Optional.ofNullable(System.getProperty("gateway.home"))
                .map(Path::of)
                .or(() -> upwardsFrom(Path.of("").toAbsolutePath()))
                .map(ProjectJars::new)
                .orElseThrow(() -> new LocalStackException("The project's folder was not found: use its ./run."));
    }

    public Path gateway() {
        return runnable("gateway-web");
    }

    public Path tasker() {
        return runnable("dev/tasker-sandbox");
    }

    private Path runnable(String module) {
        Path target = home.resolve(module).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> missing(target));
        } catch (IOException e) {
            throw missing(target);
        }
    }

    private static LocalStackException missing(Path target) {
        return new LocalStackException(
                "There is no runnable jar in %s: build it with 'mvn package -DskipTests'.".formatted(target));
    }

    private static Optional<Path> upwardsFrom(Path start) {
        return Stream.iterate(Optional.of(start), Optional::isPresent, folder -> folder.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(folder -> Files.isRegularFile(folder.resolve("gateway-web/pom.xml")))
                .findFirst();
    }
}
