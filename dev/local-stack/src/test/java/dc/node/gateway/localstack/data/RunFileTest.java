package dc.node.gateway.localstack.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunFileTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final RunFile RUN = new RunFile(
            "http://127.0.0.1:4100",
            "http://127.0.0.1:4100/mcp",
            "admin",
            "agent",
            "agent-token",
            "127.0.0.1:7233",
            "http://127.0.0.1:8233",
            "http://127.0.0.1:4200",
            "http://127.0.0.1:4201",
            "sandbox-admin",
            "access",
            "postgresql://gateway@127.0.0.1/gateway",
            "project",
            "nodedc",
            Map.of());

    @TempDir
    private Path folder;

    private DataDirectory data;

    @BeforeEach
    void makeDataFolder() {
        data = new DataDirectory(folder).create();
    }

    @Test
    void hasTheAgreedNamesAndIsForItsOwnerAlone() throws Exception {
        RUN.write(data);

        JsonNode written = JSON.readTree(Files.readAllBytes(data.runFile()));
        assertThat(written.propertyNames())
                .containsExactly(
                        "gateway_url",
                        "mcp_url",
                        "admin_token",
                        "agent_id",
                        "agent_token",
                        "temporal_address",
                        "temporal_ui_url",
                        "tasker_url",
                        "tasker_admin_url",
                        "tasker_admin_token",
                        "tasker_access_token",
                        "database_url",
                        "project_id",
                        "workspace_slug",
                        "pids");
        assertThat(written.path("pids").propertyNames())
                .containsExactlyInAnyOrder("gateway", "temporal", "tasker", "postgres");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.runFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void followsThePartsAsTheyStartAndStop() {
        PartRecords records = new PartRecords(data);
        RUN.write(data);
        records.started(PartName.POSTGRES, ProcessIdentity.current());

        RunFile.refresh(data);
        assertThat(RunFile.read(data).orElseThrow().pids())
                .containsEntry("postgres", ProcessHandle.current().pid());

        records.stopped(PartName.POSTGRES);
        RunFile.refresh(data);
        assertThat(RunFile.read(data).orElseThrow().pids()).containsEntry("postgres", null);
    }

    @Test
    void isNotMadeByAPartThatStartsBeforeTheStackIsUp() {
        RunFile.refresh(data);

        assertThat(data.runFile()).doesNotExist();
    }
}
