package dc.node.gateway.localstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.PartRecords;
import dc.node.gateway.localstack.data.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    private static final ProcessIdentity GONE = new ProcessIdentity(Long.MAX_VALUE, "never born");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private DataDirectory data;
    private PartRecords records;
    private Watch watch;

    @BeforeEach
    void makeDataFolder() {
        data = new DataDirectory(folder).create();
        records = new PartRecords(data);
        watch = new Watch(data, new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    @Test
    void aPartThatEndsByItselfIsToldOnceWithItsLogAndToldAgainWhenItIsBack() {
        records.started(PartName.TEMPORAL, GONE);

        watch.look();
        watch.look();
        assertThat(said().lines())
                .singleElement()
                .asString()
                .startsWith("temporal (process %d) ended by itself.".formatted(GONE.pid()))
                .contains(data.log(PartName.TEMPORAL).toString());

        records.started(PartName.TEMPORAL, ProcessIdentity.current());
        watch.look();
        watch.look();
        assertThat(said().lines()).hasSize(2).last().asString().startsWith("temporal runs again");
    }

    @Test
    void aPartThatSomebodyStopsIsNoNews() {
        records.stopping(PartName.GATEWAY, GONE);
        watch.look();
        records.stopped(PartName.GATEWAY);
        watch.look();

        assertThat(said()).isEmpty();
    }

    private String said() {
        return console.toString(StandardCharsets.UTF_8);
    }
}
