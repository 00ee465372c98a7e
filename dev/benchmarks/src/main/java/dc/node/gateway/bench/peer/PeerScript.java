package dc.node.gateway.bench.peer;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A script of {@code dev/benchmarks/peers}: it installs one product, starts it, and says how it is called.
 *
 * @param file      whose name is the peer's
 * @param processes where all it begins is ended from
 */
record PeerScript(Path file, PeerProcesses processes) {

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(20);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /** The names of all in a folder, sorted. */
    static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new LocalStackException("There are no peers: %s is not a folder.".formatted(folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(Files::isExecutable)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    /** Does nothing when it is installed. */
    void install(Path log) {
        run(INSTALL_LIMIT, log, "install");
    }

    /** Of what is installed. */
    String version(Path log) {
        return run(ANSWER_LIMIT, log, "version").strip();
    }

    String endpoint(int port, Path log) {
        return run(ANSWER_LIMIT, log, "endpoint", Integer.toString(port)).strip();
    }

    String tool(Path log) {
        return run(ANSWER_LIMIT, log, "tool").strip();
    }

    /** JSON. */
    String arguments(String issueId, Path log) {
        return run(ANSWER_LIMIT, log, "arguments", issueId).strip();
    }

    /** What a client must send, secrets among it. */
    Map<String, String> headers(Path log) {
        Map<String, String> headers = new LinkedHashMap<>();
        run(ANSWER_LIMIT, log, "headers")
                .lines()
                .filter(line -> line.contains(":"))
                .forEach(line -> headers.put(
                        line.substring(0, line.indexOf(':')).strip(),
                        line.substring(line.indexOf(':') + 1).strip()));
        return headers;
    }

    /** Serves until it is ended. */
    Process start(int port, String upstream, Path log) {
        try {
            return processes.start(
                    new ProcessBuilder(List.of(file.toString(), "start", Integer.toString(port), upstream))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be launched: %s".formatted(name(), e.getMessage()), e);
        }
    }

    /** What the script prints; what it complains of goes to the log. */
    private String run(Duration limit, Path log, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        Path output = log.resolveSibling(log.getFileName() + ".out");
        try {
            Process process = processes.start(new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())));
            if (!succeeds(process, limit)) {
                throw new LocalStackException("%s %s failed; see %s".formatted(file, arguments[0], log));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be run: %s".formatted(file, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The run was interrupted.", e);
        } finally {
            delete(output);
        }
    }

    /** False also when it did not end in time; then it is ended. */
    private boolean succeeds(Process process, Duration limit) throws InterruptedException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } finally {
            processes.end(process);
        }
    }

    /** Headers are secrets. */
    private static void delete(Path output) {
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
