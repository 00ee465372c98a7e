package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.FreePorts;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Tasker sandbox: a Tasker to write to, with faults on demand. */
public final class TaskerPart extends ProcessPart {

    private final ProjectJars jars;
    private final int port;
    private final int controlPort;
    private final Secrets secrets;

    public TaskerPart(DataDirectory data, Ports ports, Secrets secrets, ProjectJars jars) {
        super(data, PartName.TASKER, ports);
        this.jars = jars;
        this.port = ports.tasker();
        this.controlPort = ports.taskerControl();
        this.secrets = secrets;
    }

    /** Where the gateway finds Tasker's internal adapter. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Where faults are set and effects are read. */
    public String controlUrl() {
        return "http://127.0.0.1:" + controlPort;
    }

    @Override
    Launch prepare() {
        List<String> command = List.of(
                JavaCommand.program(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                jars.tasker().toString(),
                "--port",
                Integer.toString(port),
                "--control-port",
                Integer.toString(controlPort),
                "--database",
                data.folder(name()).resolve("tasker.db").toString());
        Map<String, String> environment = Map.of(
                "NODEDC_INTERNAL_ACCESS_TOKEN", secrets.taskerAccessToken(),
                "SANDBOX_ADMIN_TOKEN", secrets.taskerAdminToken());
        return new Launch(command, environment, process -> isReady());
    }

    private boolean isReady() {
        return FreePorts.answers(controlPort)
                && Http.get(
                                url() + "/api/internal/nodedc/agent/health",
                                "Authorization",
                                "Bearer " + secrets.taskerAccessToken())
                        .isPresent();
    }

    @Override
    Duration startLimit() {
        return Duration.ofMinutes(1);
    }

    @Override
    Duration stopLimit() {
        return Duration.ofSeconds(6);
    }
}
