package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DeletedTree;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A runnable jar made to start in about half the time: unpacked, and with an archive of the classes that a start loads. From Java
 * 25 on that is a cache that knows more of them (JEP 514), before an archive of class data sharing. Both are made once for each
 * build, each Java and its options, beside the jar, in some twenty seconds.
 */
final class QuickStart {

    private static final Duration UNPACK_LIMIT = Duration.ofSeconds(60);
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(3);

    private static final Archive ARCHIVE = Runtime.version().feature() >= 25
            ? new Archive("classes.aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=")
            : new Archive("classes.jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=");

    /** How this Java writes down what a start loads, and how it is told of it again; followed by the file. */
    private record Archive(String fileName, String write, String use) {}

    private final Path jar;
    private final Path builds;
    private final List<String> options;
    private final List<String> arguments;

    /**
     * @param options   what Java is started with
     * @param arguments what the application is started with
     */
    QuickStart(Path jar, List<String> options, List<String> arguments) {
        this.jar = jar;
        this.builds = jar.resolveSibling("quick-start");
        this.options = List.copyOf(options);
        this.arguments = List.copyOf(arguments);
    }

    /**
     * The command that starts it. What is missing is made first; where no archive can be made, as when the database is away,
     * the start goes without.
     *
     * @param environment what the application finds in its environment
     */
    List<String> command(Map<String, String> environment) {
        Path folder = builds.resolve(identity());
        Path archive = folder.resolve(ARCHIVE.fileName());
        if (!Files.isRegularFile(archive)) {
            make(folder, archive, environment);
        }
        List<String> sharing = Files.isRegularFile(archive) ? List.of(ARCHIVE.use() + archive) : List.<String>of();
        return java(sharing, folder);
    }

    /** One at a time, whichever thread or process asks. */
    private void make(Path folder, Path archive, Map<String, String> environment) {
        synchronized (QuickStart.class) {
            try {
                try (FileChannel channel = FileChannel.open(
                        jar.resolveSibling("quick-start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    // Given up with the channel.
                    channel.lock();
                    if (!Files.isDirectory(folder)) {
                        unpack(folder);
                    }
                    if (!Files.isRegularFile(archive)) {
                        train(folder, archive, environment);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void unpack(Path folder) throws IOException {
        // Earlier builds, and what was begun and not finished.
        DeletedTree.delete(builds);
        Files.createDirectory(builds);
        Path unfinished = builds.resolve("unfinished");
        Command.Result result = Command.run(
                List.of(
                        JavaCommand.program(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        unfinished.toString()),
                "",
                UNPACK_LIMIT);
        if (!result.succeeded()) {
            throw new LocalStackException("%s cannot be unpacked: %s".formatted(jar, result.lastLine()));
        }
        Files.move(unfinished, folder);
    }

    /** Starts it as far as its context goes, then has Java write down what it loaded. */
    private void train(Path folder, Path archive, Map<String, String> environment) throws IOException {
        Path unfinished = archive.resolveSibling("unfinished-" + ARCHIVE.fileName());
        // Java 25 writes it in two steps, and a second step that failed leaves this behind.
        Path halfway = archive.resolveSibling(unfinished.getFileName() + ".config");
        Files.deleteIfExists(unfinished);
        Files.deleteIfExists(halfway);
        Command.Result result = Command.run(
                java(List.of(ARCHIVE.write() + unfinished, "-Dspring.context.exit=onRefresh"), folder),
                environment,
                "",
                TRAINING_LIMIT);
        if (result.succeeded() && Files.isRegularFile(unfinished) && !Files.exists(halfway)) {
            Files.move(unfinished, archive);
        }
    }

    private List<String> java(List<String> more, Path folder) {
        return Stream.of(
                        List.of(JavaCommand.program()),
                        options,
                        more,
                        List.of("-jar", folder.resolve(jar.getFileName()).toString()),
                        arguments)
                .flatMap(List::stream)
                .toList();
    }

    /** Differs with the contents of the jar and with the Java that runs it; the jar's time does not, it is built reproducibly. */
    private String identity() {
        CRC32 crc = new CRC32();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> update(crc, entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        crc.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
        crc.update(String.join(" ", options).getBytes(StandardCharsets.UTF_8));
        Stream.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
                .map(System.getenv()::get)
                .filter(Objects::nonNull)
                .forEach(more -> crc.update(more.getBytes(StandardCharsets.UTF_8)));
        return "%08x".formatted(crc.getValue());
    }

    private static void update(CRC32 crc, ZipEntry entry) {
        crc.update(entry.getName().getBytes(StandardCharsets.UTF_8));
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(entry.getCrc()).flip());
    }
}
