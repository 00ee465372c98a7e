package dc.node.gateway.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /healthz}: this process answers. {@code /readyz}: what it depends on, each named with its state. It is ready while
 * Postgres is there, for with Temporal or Tasker away it still accepts writes.
 */
@RestController
class HealthController {

    private static final Logger log = LoggerFactory.getLogger(HealthController.class);

    private final DependencyProbes probes;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    HealthController(DependencyProbes probes) {
        this.probes = probes;
    }

    record Health(String status) {}

    record DependencyState(String state) {

        static DependencyState of(boolean up) {
            return new DependencyState(up ? "up" : "down");
        }
    }

    record Readiness(String status, Map<String, DependencyState> dependencies) {}

    @GetMapping("/healthz")
    Health health() {
        return new Health("ok");
    }

    @GetMapping("/readyz")
    ResponseEntity<Readiness> readiness() {
        Map<String, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();
        asked.put("postgres", ask("postgres", probes::postgres));
        asked.put("temporal", ask("temporal", probes::temporal));
        asked.put("tasker", ask("tasker", probes::tasker));
        asked.put("worker", ask("worker", probes::workerPolls));
        Map<String, DependencyState> states = new LinkedHashMap<>();
        asked.forEach((name, up) -> states.put(name, DependencyState.of(up.join())));
        boolean ready = asked.get("postgres").join();
        return ResponseEntity.status(ready ? 200 : 503).body(new Readiness(ready ? "ready" : "not_ready", states));
    }

    private CompletableFuture<Boolean> ask(String name, Runnable probe) {
        return ask(name, () -> {
            probe.run();
            return true;
        });
    }

    private CompletableFuture<Boolean> ask(String name, BooleanSupplier probe) {
        return CompletableFuture.supplyAsync(probe::getAsBoolean, executor).exceptionally(failure -> {
            log.debug("{} is not there", name, failure);
            return false;
        });
    }
}
