package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DeletedTree;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs {@code initdb} and {@code postgres}, unpacked from the archive on the class path.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {

    String initdb() {
        return folder.resolve("bin/initdb").toString();
    }

    String postgres() {
        return folder.resolve("bin/postgres").toString();
    }

    /** Unpacks them below the cache folder, once for each version. */
    static PostgresBinaries in(Path cache, Platform platform) {
        String archive = platform.postgresArchive();
        Path target = cache.resolve("%s-%s".formatted(archive.replace(".txz", ""), version()));
        if (!Files.isDirectory(target)) {
            unpack(archive, target);
        }
        return new PostgresBinaries(target);
    }

    private static String version() {
        Properties versions = new Properties();
        try (InputStream in = resource("local-stack.properties")) {
            versions.load(in);
            return versions.getProperty("postgres.version");
        } catch (IOException e) {
            throw new LocalStackException("The version of Postgres cannot be read.", e);
        }
    }

    private static void unpack(String archive, Path target) {
        try (InputStream in = new BufferedInputStream(resource(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            Files.createDirectories(target.getParent());
            Path beside = Files.createTempDirectory(
                    target.getParent(),
                    "postgres-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, beside);
            }
            moveUnlessThere(beside, target);
        } catch (IOException e) {
            throw new LocalStackException("Postgres cannot be unpacked to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("the archive names a file outside it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Another process may have unpacked the same in the meantime; then its copy stays. */
    private static void moveUnlessThere(Path beside, Path target) throws IOException {
        try {
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            DeletedTree.delete(beside);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = PostgresBinaries.class.getResourceAsStream("/" + name);
        if (in == null) {
            throw new LocalStackException("%s is not on the class path.".formatted(name));
        }
        return in;
    }
}
