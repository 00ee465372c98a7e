package dc.node.gateway.bench.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What processes have used of the machine. */
public final class Usage {

    private static final String RESIDENT = "VmRSS:";
    private static final double KIB_PER_MIB = 1024;

    private Usage() {}

    /** Processor time of a process and those it has begun, in seconds since their start; 0 where the system does not tell. */
    public static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid).stream()
                        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    /** The same without those it has begun. */
    static double ownCpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(used -> used.toMillis() / 1e3)
                .orElse(0.0);
    }

    /** Resident memory of a process in MiB; empty where there is no {@code /proc}. */
    public static Optional<Double> residentMebibytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .map(kib -> Long.parseLong(kib) / KIB_PER_MIB)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
