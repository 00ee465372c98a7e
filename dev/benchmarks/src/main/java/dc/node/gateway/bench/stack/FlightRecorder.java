package dc.node.gateway.bench.stack;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has a running Java process record where its time and its memory go. */
public final class FlightRecorder {

    private static final String RECORDING = "name=bench";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final long pid;
    private final Path folder;

    /** @param folder where recordings go; made when it is not there */
    public FlightRecorder(long pid, Path folder) {
        this.pid = pid;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be made: %s".formatted(folder, e.getMessage()), e);
        }
    }

    public void start() {
        jcmd("JFR.start", RECORDING, "settings=profile", "jdk.VirtualThreadPinned#threshold=1ms");
    }

    /** Ends the recording and returns its file. */
    public Path stop(String name) {
        Path file = folder.toAbsolutePath().resolve(name + ".jfr");
        jcmd("JFR.stop", RECORDING, "filename=" + file);
        return file;
    }

    private void jcmd(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(arguments));
        try {
            Process jcmd = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!jcmd.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || jcmd.exitValue() != 0) {
                jcmd.destroyForcibly();
                throw new LocalStackException("%s did not succeed.".formatted(String.join(" ", command)));
            }
        } catch (IOException e) {
            throw new LocalStackException("jcmd cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The run was interrupted.", e);
        }
    }
}
