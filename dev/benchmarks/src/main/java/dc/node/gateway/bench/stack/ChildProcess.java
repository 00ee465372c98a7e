package dc.node.gateway.bench.stack;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * This very program as a process of its own, under one of its hidden commands. It is told things line by line, answers line by
 * line, and ends when its standard input is closed, also when that happens because this process died.
 */
final class ChildProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;

    /**
     * Starts it and returns when it says that it is ready.
     *
     * @param folder where it works
     * @param logName of the file there that its standard error goes to
     * @throws LocalStackException when it does not get ready
     */
    ChildProcess(String name, Path folder, String logName, List<String> javaOptions, List<String> arguments) {
        this.name = name;
        this.log = folder.resolve(logName);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-jar",
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString()));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be launched: %s".formatted(name, e.getMessage()), e);
        }
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!answer(START_LIMIT).equals("ready")) {
            close();
            throw new LocalStackException("%s did not start; see %s".formatted(name, log));
        }
    }

    long pid() {
        return process.pid();
    }

    /** Says a line and returns the line that it answers. */
    String ask(String line, Duration limit) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new LocalStackException("%s has ended; see %s".formatted(name, log), e);
        }
        return answer(limit);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String answer(Duration limit) {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                String read = answers.readLine();
                line.complete(read == null ? "" : read);
            } catch (IOException e) {
                line.completeExceptionally(e);
            }
        });
        try {
            return line.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            throw new LocalStackException("%s did not answer; see %s".formatted(name, log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The run was interrupted.", e);
        }
    }
}
