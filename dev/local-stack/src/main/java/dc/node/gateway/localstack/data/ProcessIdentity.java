package dc.node.gateway.localstack.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process and no other, also after its number has been given to a new one.
 *
 * @param pid   the process number
 * @param birth when it began, in the words of the operating system; equal for the same process only
 */
public record ProcessIdentity(long pid, String birth) {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START_TICKS = 19;

    /** The process that has this number now; empty when there is none or it is a zombie. */
    public static Optional<ProcessIdentity> of(long pid) {
        return Files.isDirectory(PROC.resolve("self")) ? fromProc(pid) : fromHandle(pid);
    }

    /** This process. */
    public static ProcessIdentity current() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** False for a zombie too: Java and {@code kill -0} call a killed child alive until somebody reaps it. */
    @JsonIgnore
    public boolean isAlive() {
        return of(pid).map(this::equals).orElse(false);
    }

    /** Asks the process to end (SIGTERM). */
    public void terminate() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /** Ends the process at once (SIGKILL). */
    public void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    private Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    private static Optional<ProcessIdentity> fromProc(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            // The command's name stands in parentheses and may hold spaces; the fields after it are counted from 0.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return hasEnded(fields)
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, bootId() + "/" + fields[START_TICKS]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first thread of a killed process is a zombie while its other threads may still hold ports and files. */
    private static boolean hasEnded(String[] fields) {
        boolean zombie = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return zombie && Integer.parseInt(fields[THREADS]) <= 1;
    }

    private static String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }

    private static Optional<ProcessIdentity> fromHandle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> new ProcessIdentity(pid, start.toString()));
    }
}
