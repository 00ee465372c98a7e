package dc.node.gateway.bench.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What processes, each with all those it has begun, have used of the machine. */
public final class Usage {

    public static final String GATEWAY = "gateway";
    public static final String TEMPORAL = "temporal";
    public static final String POSTGRES = "postgres";

    /** Of a peer, or of the process of bare activities. */
    public static final String ITS_OWN = "its own";

    static final String STUB = "stub";
    private static final String LOAD = "load";

    private static final double KIB_PER_MIB = 1024;

    private Usage() {}

    /** Processor time in seconds since their start, and of this process, the load; 0 where the system does not tell. */
    public static Map<String, Double> cpuSeconds(Map<String, Long> processes) {
        Map<String, Double> seconds = new HashMap<>();
        processes.forEach((part, pid) -> seconds.put(part, cpuSeconds(Set.of(pid))));
        // All the others are its children.
        seconds.put(LOAD, ownCpuSeconds(ProcessHandle.current()));
        return seconds;
    }

    /** Of all these together, the load left out. */
    public static double cpuSeconds(Collection<Long> pids) {
        return pids.stream()
                .flatMap(pid -> tree(pid).stream())
                .mapToDouble(Usage::ownCpuSeconds)
                .sum();
    }

    /** Resident memory in MiB; those that have ended, and all where there is no {@code /proc}, are left out. */
    public static Map<String, Double> residentMebibytes(Map<String, Long> processes) {
        Map<String, Double> mebibytes = new HashMap<>();
        processes.forEach((part, pid) -> residentMebibytes(pid).ifPresent(value -> mebibytes.put(part, value)));
        return mebibytes;
    }

    /** Of several that are one part, what they share counts once, as their proportional share has it. */
    private static Optional<Double> residentMebibytes(long pid) {
        List<ProcessHandle> tree = tree(pid);
        return tree.size() == 1
                ? kibibytes(pid, "status", "VmRSS:").map(kib -> kib / KIB_PER_MIB)
                : tree.stream()
                        .map(process -> kibibytes(process.pid(), "smaps_rollup", "Pss:"))
                        .flatMap(Optional::stream)
                        .reduce(Double::sum)
                        .map(kib -> kib / KIB_PER_MIB);
    }

    private static List<ProcessHandle> tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
    }

    private static double ownCpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    private static Optional<Double> kibibytes(long pid, String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
