package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command that runs to its end. Its arguments can be seen by every user of the machine: no secret belongs there. */
final class Command {

    private static final int NOT_RUN = 127;

    /** How it ended, and all it wrote. */
    record Result(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }

        /** The last line that is not blank, which is where most commands say what was wrong. */
        String lastLine() {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "it said nothing" : lines.getLast().strip();
        }
    }

    private Command() {}

    /** The file that a command name stands for on PATH. */
    static Optional<Path> onPath(String name) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static List<String> after(List<String> prefix, List<String> rest) {
        return Stream.concat(prefix.stream(), rest.stream()).toList();
    }

    /** A command that cannot be started, or that takes longer than the limit, ends with 127. */
    static Result run(List<String> command, String input, Duration limit) {
        return run(command, Map.of(), input, limit);
    }

    /** The same with more in its environment, where secrets may be. */
    static Result run(List<String> command, Map<String, String> environment, String input, Duration limit) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try {
                return finish(process, input, limit);
            } finally {
                // Where it has ended in good time there is nobody left.
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Result(NOT_RUN, String.valueOf(e.getMessage()));
        }
    }

    private static Result finish(Process process, String input, Duration limit) throws IOException {
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> outputOf(process));
        if (!input.isEmpty()) {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        }
        process.getOutputStream().close();
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    ? new Result(process.exitValue(), output.join())
                    : new Result(NOT_RUN, "it did not end within %d s".formatted(limit.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while waiting for a command to end.", e);
        }
    }

    private static String outputOf(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
