package dc.node.gateway.chaos.stack;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A signal that Java cannot send by itself, sent with the system's {@code kill}. */
enum Signal {
    /** Stops a process where it stands. */
    STOP,
    /** Lets a stopped process go on. */
    CONT;

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /**
     * Sends it to a process and all that it has begun: Postgres is a process for each of its connections.
     *
     * @throws LocalStackException when it cannot be sent to the process itself; a child may have ended meanwhile
     */
    void sendTo(long pid) {
        if (send(List.of(pid)) != 0) {
            throw new LocalStackException("SIG%s cannot be sent to process %d.".formatted(name(), pid));
        }
        // Only now: a stopped parent begins no more of them.
        List<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
        if (!children.isEmpty()) {
            send(children);
        }
    }

    private int send(List<Long> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill.destroyForcibly();
                throw new LocalStackException("kill -%s did not end.".formatted(name()));
            }
            return kill.exitValue();
        } catch (IOException e) {
            throw new LocalStackException("kill -%s cannot be run: %s".formatted(name(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while sending a signal.", e);
        }
    }
}
