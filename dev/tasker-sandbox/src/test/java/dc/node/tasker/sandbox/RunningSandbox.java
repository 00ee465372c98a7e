package dc.node.tasker.sandbox;

import static dc.node.tasker.sandbox.SandboxClient.ACCESS_TOKEN;
import static dc.node.tasker.sandbox.SandboxClient.ADMIN_TOKEN;

import dc.node.tasker.sandbox.seed.SeedIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox per test class on free ports, freshly seeded before each test. */
abstract class RunningSandbox {

    static final String CORE = SeedIds.project("CORE");
    static final String EDGE = SeedIds.project("EDGE");
    static final String ISSUE = SeedIds.issue("CORE", 1);

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    static SandboxClient client;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(settings(0, folder.resolve("tasker.db"), Set.of()));
        client = new SandboxClient(sandbox.taskerUri(), sandbox.controlUri());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void beginWithAFreshSeed() {
        client.control("POST", "/sandbox/reset", "");
    }

    static Sandbox.Settings settings(int port, Path database, Set<String> launcherManaged) {
        return new Sandbox.Settings(port, 0, database, ACCESS_TOKEN, ADMIN_TOKEN, 1, launcherManaged);
    }
}
