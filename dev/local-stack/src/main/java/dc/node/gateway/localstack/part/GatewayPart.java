package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.Secrets;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway itself, web and worker in one process. */
public final class GatewayPart extends ProcessPart {

    private static final Duration LONGEST_VERIFICATION = Duration.ofHours(1);
    /**
     * Everything else on the machine wants memory, too; a thousand open streams live in two thirds of this, and less of it is
     * taken while less is needed. What the compiler has used is given back after ten seconds. An older Java goes without the last
     * two.
     */
    private static final List<String> JAVA_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmx192m",
            "-Xmn32m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TrimNativeHeapInterval=10000",
            "-XX:+UseCompactObjectHeaders");

    private static final JsonMapper JSON = new JsonMapper();

    private final ProjectJars jars;
    private final String url;
    private final Map<String, String> environment;

    /** @param more settings beside those that connect it to the other parts, or in place of them */
    public GatewayPart(DataDirectory data, Ports ports, Secrets secrets, ProjectJars jars, Map<String, String> more) {
        super(data, PartName.GATEWAY, ports);
        this.jars = jars;
        this.url = "http://127.0.0.1:" + ports.gateway();
        Map<String, String> all = new HashMap<>(Map.of(
                "GATEWAY_PORT",
                Integer.toString(ports.gateway()),
                "GATEWAY_PUBLIC_URL",
                url,
                "GATEWAY_ADMIN_TOKEN",
                secrets.adminToken(),
                "DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.postgres(), PostgresPart.DATABASE),
                "DATABASE_USER",
                PostgresPart.USER,
                "DATABASE_PASSWORD",
                secrets.postgresPassword(),
                "TEMPORAL_ADDRESS",
                "127.0.0.1:" + ports.temporal(),
                "TEMPORAL_NAMESPACE",
                TemporalPart.NAMESPACE,
                "NODEDC_TASKER_INTERNAL_URL",
                "http://127.0.0.1:" + ports.tasker(),
                "NODEDC_INTERNAL_ACCESS_TOKEN",
                secrets.taskerAccessToken()));
        // An identity provider to try things with is on this machine, too.
        all.put("GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP", "true");
        all.putAll(more);
        this.environment = Map.copyOf(all);
    }

    public String url() {
        return url;
    }

    @Override
    Launch prepare() {
        QuickStart start = new QuickStart(jars.gateway(), JAVA_OPTIONS, List.of("--server.address=127.0.0.1"));
        return new Launch(start.command(environment), environment, process -> isReady());
    }

    /**
     * Has the jar compare the audit trail with its seals.
     *
     * @param expected a seal that must be there
     * @param out where it tells what it found
     * @return the exit code
     */
    public int verifyAudit(Optional<String> expected, PrintStream out) {
        List<String> command =
                List.of(JavaCommand.program(), "-jar", jars.gateway().toString(), "verify-audit");
        List<String> options = expected.map(seal -> List.of("--expect", seal)).orElse(List.of());
        Command.Result result = Command.run(Command.after(command, options), environment, "", LONGEST_VERIFICATION);
        out.print(result.output());
        return result.exitCode();
    }

    /** True when it says itself that this dependency ({@code postgres}, {@code temporal} ...) is away. */
    public boolean reportsDown(String dependency) {
        return dependencies().map(all -> state(all, dependency).equals("down")).orElse(false);
    }

    /** Returns when its worker asks Temporal for work, so that a write lands at once. */
    public void awaitWorker() {
        if (!Pause.until(this::workerPolls, startLimit())) {
            throw new LocalStackException("The gateway answers, but its worker does not poll Temporal; see %s and %s."
                    .formatted(log(), data.log(PartName.TEMPORAL)));
        }
    }

    private boolean workerPolls() {
        return dependencies().map(all -> state(all, "worker").equals("up")).orElse(false);
    }

    /** It takes calls, and where Temporal is there to give work, its worker asks for it. */
    private boolean isReady() {
        return dependencies()
                .map(all -> !state(all, "temporal").equals("up")
                        || state(all, "worker").equals("up"))
                .orElse(false);
    }

    private Optional<JsonNode> dependencies() {
        return Http.get(url + "/readyz").map(JSON::readTree).map(ready -> ready.path("dependencies"));
    }

    private static String state(JsonNode dependencies, String name) {
        return dependencies.path(name).path("state").asString("");
    }

    @Override
    Duration startLimit() {
        return Duration.ofMinutes(2);
    }

    /** Short of Spring's own limit: what a killed gateway has accepted is in the ledger and goes on at its next start. */
    @Override
    Duration stopLimit() {
        return Duration.ofSeconds(8);
    }
}
