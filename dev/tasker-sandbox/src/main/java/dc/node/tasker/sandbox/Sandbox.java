package dc.node.tasker.sandbox;

import dc.node.tasker.sandbox.adapter.TaskerAdapter;
import dc.node.tasker.sandbox.control.ControlApi;
import dc.node.tasker.sandbox.control.RequestLog;
import dc.node.tasker.sandbox.faults.ActiveFaults;
import dc.node.tasker.sandbox.faults.FaultInjector;
import dc.node.tasker.sandbox.http.BearerToken;
import dc.node.tasker.sandbox.http.Handler;
import dc.node.tasker.sandbox.http.LoopbackServer;
import dc.node.tasker.sandbox.seed.Seed;
import dc.node.tasker.sandbox.store.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/** A running sandbox: one database, the adapter's port and the control port. */
public final class Sandbox implements AutoCloseable {

    private final Database database;
    private final LoopbackServer tasker;
    private final LoopbackServer control;

    private Sandbox(Database database, LoopbackServer tasker, LoopbackServer control) {
        this.database = database;
        this.tasker = tasker;
        this.control = control;
    }

    /**
     * How to start a sandbox.
     *
     * @param port the adapter's port, 0 for a free one
     * @param controlPort the control port, 0 for a free one
     * @param database the database file; created and seeded where there is none
     * @param accessToken the adapter's credential
     * @param adminToken the control port's credential
     * @param seed decides which requests the rate of a fault strikes
     * @param launcherManaged identifiers of projects that refuse new members
     */
    public record Settings(
            int port,
            int controlPort,
            Path database,
            String accessToken,
            String adminToken,
            long seed,
            Set<String> launcherManaged) {

        @Override
        public String toString() {
            return "Settings[port=%d, controlPort=%d, database=%s]".formatted(port, controlPort, database);
        }
    }

    /**
     * Starts serving.
     *
     * @throws LoopbackServer.PortInUseException when a port is taken
     * @throws dc.node.tasker.sandbox.store.DatabaseException when the file cannot be used
     */
    public static Sandbox start(Settings settings) throws IOException {
        Database database = Database.open(settings.database());
        try {
            database.transaction(Seed::plantIfEmpty);
            return serve(settings, database);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Sandbox serve(Settings settings, Database database) throws IOException {
        Clock clock = Clock.systemUTC();
        ActiveFaults faults = new ActiveFaults(settings.seed());
        RequestLog requests = new RequestLog(clock);
        Handler adapter = new TaskerAdapter(
                new BearerToken(settings.accessToken()), database, clock, UUID::randomUUID, settings.launcherManaged());
        Handler controlApi = new ControlApi(new BearerToken(settings.adminToken()), database, faults, requests);

        LoopbackServer control = LoopbackServer.start(settings.controlPort(), controlApi);
        try {
            LoopbackServer tasker =
                    LoopbackServer.start(settings.port(), requests.noting(new FaultInjector(faults, adapter)));
            return new Sandbox(database, tasker, control);
        } catch (IOException | RuntimeException e) {
            control.close();
            throw e;
        }
    }

    /** The base address of the adapter. */
    public URI taskerUri() {
        return tasker.uri();
    }

    /** The base address of the control API. */
    public URI controlUri() {
        return control.uri();
    }

    /** Stops at once; what was answered is in the database. */
    @Override
    public void close() {
        tasker.close();
        control.close();
        database.close();
    }
}
