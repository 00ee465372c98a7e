package dc.node.gateway.localstack.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a data folder for one {@code ./run}. The operating system gives it back however the holder ends. */
public final class DataLock implements AutoCloseable {

    private static final String LOCK_FILE = "lock";
    private static final String HOLDER_FILE = "main.json";

    private final Path holderFile;
    private final FileChannel channel;

    private DataLock(Path holderFile, FileChannel channel) {
        this.holderFile = holderFile;
        this.channel = channel;
    }

    /**
     * Takes the folder for this process.
     *
     * @throws LocalStackException when another process has it
     */
    public static DataLock acquire(DataDirectory data) {
        data.create();
        try {
            FileChannel channel =
                    FileChannel.open(data.file(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw inUse(data);
            }
            PrivateFiles.write(data.file(HOLDER_FILE), ProcessIdentity.current());
            return new DataLock(data.file(HOLDER_FILE), channel);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be locked: %s".formatted(data.root(), e.getMessage()), e);
        }
    }

    /** The process that has the folder now. */
    public static Optional<ProcessIdentity> holder(DataDirectory data) {
        return PrivateFiles.read(data.file(HOLDER_FILE), ProcessIdentity.class).filter(ProcessIdentity::isAlive);
    }

    @Override
    public void close() {
        PrivateFiles.delete(holderFile);
        try {
            channel.close();
        } catch (IOException e) {
            throw new LocalStackException("The data folder cannot be given back: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static LocalStackException inUse(DataDirectory data) {
        String holder = holder(data)
                .map(process -> " (process %d)".formatted(process.pid()))
                .orElse("");
        return new LocalStackException(
                "The data folder %s is in use by another ./run%s: end that one with './run stop --data-dir %s', or name another folder with --data-dir."
                        .formatted(data.root(), holder, data.root()));
    }
}
