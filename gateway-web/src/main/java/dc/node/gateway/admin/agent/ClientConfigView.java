package dc.node.gateway.admin.agent;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How one client is connected.
 *
 * @param tokenVariable the environment variable that the client reads the token from; empty where it asks its user instead
 * @param note what else there is to do, in a sentence or two
 * @param files what to write, or to merge into what is there
 * @param commands for a shell; any one of them will do; empty where a file is enough
 */
@JsonNaming(SnakeCaseStrategy.class)
record ClientConfigView(
        String client,
        URI mcpUrl,
        Optional<String> tokenVariable,
        String note,
        List<File> files,
        List<String> commands) {

    ClientConfigView {
        files = List.copyOf(files);
        commands = List.copyOf(commands);
    }

    /** @param path where the client looks for it: {@code ~} is the home folder, any other begins in the project's folder */
    record File(String path, String content) {}
}
