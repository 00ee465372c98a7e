package dc.node.gateway.bench.peer;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the scripts of peers have begun and what has not ended yet: whoever ends the run ends all of it. For several threads. */
final class PeerProcesses implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final List<Process> running = new ArrayList<>();
    private boolean closed;

    /**
     * Begins one.
     *
     * @throws LocalStackException when the run is being ended
     */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw ended();
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Ends one with all it has begun, politely first; returns when it has gone, after some ten seconds at most. */
    synchronized void end(Process process) {
        end(List.of(process));
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends all; none begins any more. */
    @Override
    public synchronized void close() {
        closed = true;
        end(List.copyOf(running));
    }

    static LocalStackException ended() {
        return new LocalStackException("The run is being ended.");
    }

    private void end(List<Process> processes) {
        // Looked for first: one that has ended no longer tells whom it began.
        List<ProcessHandle> begun =
                processes.stream().flatMap(Process::descendants).toList();
        processes.forEach(Process::destroy);
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        for (Process process : processes) {
            awaitEnd(process, deadline - System.nanoTime());
        }
        begun.forEach(ProcessHandle::destroyForcibly);
        running.removeAll(processes);
    }

    private static void awaitEnd(Process process, long nanos) {
        try {
            if (!process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
