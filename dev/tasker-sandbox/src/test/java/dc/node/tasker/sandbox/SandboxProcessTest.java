package dc.node.tasker.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, killed and stopped the way operators and tests do it. */
@Timeout(30)
final class SandboxProcessTest {

    private static final Pattern READY = Pattern.compile("ready tasker=(http://127.0.0.1:\\d+) control=(\\S+)");

    @TempDir
    Path folder;

    @Test
    void anAnsweredWriteOutlivesAKilledProcess() throws Exception {
        Process first = start("0", true);
        String id;
        try {
            id = client(first)
                    .write(
                            "POST",
                            "/issues",
                            "{\"project_id\": \"%s\", \"name\": \"Kept\"}".formatted(RunningSandbox.CORE))
                    .at("/issue/id");
        } finally {
            first.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }

        Process second = start("0", true);
        try {
            assertThat(client(second).get("/issues/" + id).at("/issue/name")).isEqualTo("Kept");

            second.destroy();
            assertThat(second.waitFor(2, TimeUnit.SECONDS)).isTrue();
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void withoutATokenItSaysWhichAndEndsWithTwo() throws Exception {
        Process process = start("0", false);

        assertThat(errorsOf(process))
                .contains("SANDBOX_ADMIN_TOKEN must hold a bearer token")
                .hasLineCount(1);
        assertThat(process.exitValue()).isEqualTo(2);
    }

    @Test
    void aBusyPortIsOneSentenceAndEndsWithOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Process process = start(Integer.toString(taken.getLocalPort()), true);

            assertThat(errorsOf(process))
                    .startsWith("Port " + taken.getLocalPort() + " on 127.0.0.1 is in use")
                    .hasLineCount(1);
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    private Process start(String port, boolean withAdminToken) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxCommand.class.getName(),
                "--port=" + port,
                "--control-port=0",
                "--database=" + folder.resolve("new/folder/tasker.db")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("NODEDC_INTERNAL_ACCESS_TOKEN", SandboxClient.ACCESS_TOKEN);
        builder.environment().remove("SANDBOX_ADMIN_TOKEN");
        if (withAdminToken) {
            builder.environment().put("SANDBOX_ADMIN_TOKEN", SandboxClient.ADMIN_TOKEN);
        }
        return builder.start();
    }

    private static SandboxClient client(Process process) throws IOException {
        BufferedReader output = process.inputReader(UTF_8);
        Matcher ready = READY.matcher(String.valueOf(output.readLine()));
        assertThat(ready.matches()).isTrue();
        return new SandboxClient(URI.create(ready.group(1)), URI.create(ready.group(2)));
    }

    private static String errorsOf(Process process) throws IOException, InterruptedException {
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        return errors.strip();
    }
}
