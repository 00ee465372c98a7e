package dc.node.gateway.bench.stack;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stops a process where it stands, and lets it go on: signals that Java cannot send by itself. */
public final class Freeze {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Freeze() {}

    public static void stop(long pid) {
        send("-STOP", pid);
    }

    public static void resume(long pid) {
        send("-CONT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder(List.of("kill", signal, Long.toString(pid)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                kill.destroyForcibly();
                throw new LocalStackException("kill %s %d did not succeed.".formatted(signal, pid));
            }
        } catch (IOException e) {
            throw new LocalStackException("kill cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The run was interrupted.", e);
        }
    }
}
