package dc.node.gateway.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where and with what a run was done.
 *
 * @param memoryGibibytes of the machine
 * @param busyBefore      the share of the machine's processors that was in use in the quietest second before the start; empty where the system does not
 *     tell
 * @param commit          of the working tree, with {@code +} behind it where that had changes
 * @param versions        of the parts and the peers, by name
 * @param gatewayOptions  of the gateway's Java, without the places of files
 */
public record Environment(
        Instant at,
        String processor,
        int cores,
        double memoryGibibytes,
        Optional<Double> busyBefore,
        String system,
        String java,
        String commit,
        Map<String, String> versions,
        List<String> gatewayOptions) {

    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;
    private static final String UNKNOWN = "unknown";

    /** This machine, now, before anything runs. */
    public static Environment here(Path home, Optional<Double> busyBefore) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Environment(
                Instant.now(),
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                machine.getTotalMemorySize() / GIBIBYTE,
                busyBefore,
                "%s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                "%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.runtime.version")),
                commitOf(home),
                Map.of(),
                List.of());
    }

    /** The same with what is known once the parts run. */
    Environment with(Map<String, String> versions, List<String> gatewayOptions) {
        return new Environment(
                at, processor, cores, memoryGibibytes, busyBefore, system, java, commit, versions, gatewayOptions);
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String commitOf(Path home) {
        Optional<String> commit = git(home, "rev-parse", "--short=12", "HEAD");
        Optional<String> changes = git(home, "status", "--porcelain", "--untracked-files=no");
        return commit.flatMap(id -> changes.map(text -> text.isEmpty() ? id : id + "+"))
                .orElse(UNKNOWN);
    }

    /** What git says; empty where there is no git or no repository, or where it does not end. */
    private static Optional<String> git(Path home, String... arguments) {
        String[] command = Stream.concat(Stream.of("git", "-C", home.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> textOf(git));
            if (!git.waitFor(10, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return Optional.empty();
            }
            return git.exitValue() == 0 ? Optional.of(said.join()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String textOf(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
