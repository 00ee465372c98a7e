package dc.node.gateway.localstack.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} tells whoever uses a running stack. It holds tokens, so it has mode 0600; it is there only
 * while the stack is up, and appears once a write has gone through all parts.
 *
 * @param taskerAdminUrl the Tasker sandbox's control interface
 * @param databaseUrl    as {@code psql} takes it, with user and password
 * @param projectId      the project the played sessions write to
 * @param pids           the process number of each part; null while a part does not run
 */
public record RunFile(
        String gatewayUrl,
        String mcpUrl,
        String adminToken,
        String agentId,
        String agentToken,
        String temporalAddress,
        String temporalUiUrl,
        String taskerUrl,
        String taskerAdminUrl,
        String taskerAdminToken,
        String taskerAccessToken,
        String databaseUrl,
        String projectId,
        String workspaceSlug,
        Map<String, @Nullable Long> pids) {

    /** Writes the file with the processes that run now. */
    public void write(DataDirectory data) {
        exclusively(data, () -> withPidsOf(data).put(data));
    }

    /** Brings the process numbers up to date, if the file is there. */
    public static void refresh(DataDirectory data) {
        exclusively(
                data, () -> read(data).ifPresent(file -> file.withPidsOf(data).put(data)));
    }

    public static Optional<RunFile> read(DataDirectory data) {
        return PrivateFiles.read(data.runFile(), RunFile.class);
    }

    public static void delete(DataDirectory data) {
        exclusively(data, () -> PrivateFiles.delete(data.runFile()));
    }

    @Override
    public String toString() {
        return "RunFile[" + gatewayUrl + "]";
    }

    private void put(DataDirectory data) {
        PrivateFiles.write(data.runFile(), this);
    }

    private RunFile withPidsOf(DataDirectory data) {
        return new RunFile(
                gatewayUrl,
                mcpUrl,
                adminToken,
                agentId,
                agentToken,
                temporalAddress,
                temporalUiUrl,
                taskerUrl,
                taskerAdminUrl,
                taskerAdminToken,
                taskerAccessToken,
                databaseUrl,
                projectId,
                workspaceSlug,
                new PartRecords(data).pids());
    }

    /** Two commands that start parts at the same time must not overwrite each other's numbers. */
    private static synchronized void exclusively(DataDirectory data, Runnable change) {
        try (FileChannel channel =
                        FileChannel.open(data.file("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid()) {
                change.run();
            }
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be changed: %s".formatted(data.runFile(), e.getMessage()), e);
        }
    }
}
