package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where unpacked binaries are kept, so that several data folders share them. */
final class UserCache {

    private UserCache() {}

    /** {@code $XDG_CACHE_HOME} or {@code ~/.cache}, and the data folder where that cannot be written. */
    static Path folder(DataDirectory data) {
        Path base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".cache"));
        try {
            return Files.createDirectories(base.resolve("tasker-gateway"));
        } catch (IOException e) {
            return data.root().resolve("cache");
        }
    }
}
