package dc.node.gateway.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /healthz}: this process answers. {@code /readyz}: what it depends on, each named with its state, after two seconds
 * at the latest. It is ready while Postgres is there, for with Temporal or Tasker away it still accepts writes.
 */
@RestController
class HealthController {

    private static final Logger log = LoggerFactory.getLogger(HealthController.class);

    /** How long each dependency has to answer; all are asked at once. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final DependencyProbes probes;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    HealthController(DependencyProbes probes) {
        this.probes = probes;
    }

    record Health(String status) {}

    /** @param reason why it is down, where there is more to say than that */
    record DependencyState(
            String state,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason) {

        static final DependencyState UP = new DependencyState("up", Optional.empty());
        static final DependencyState DOWN = new DependencyState("down", Optional.empty());
        static final DependencyState SILENT =
                new DependencyState("down", Optional.of("no answer within " + LIMIT.toSeconds() + " s"));
    }

    record Readiness(String status, Map<String, DependencyState> dependencies) {}

    @GetMapping("/healthz")
    Health health() {
        return new Health("ok");
    }

    @GetMapping("/readyz")
    ResponseEntity<Readiness> readiness() throws InterruptedException {
        Map<String, BooleanSupplier> questions = new LinkedHashMap<>();
        questions.put("postgres", answered(probes::postgres));
        questions.put("temporal", answered(probes::temporal));
        questions.put("tasker", answered(probes::tasker));
        questions.put("worker", probes::workerPolls);
        Map<String, DependencyState> states = ask(questions);
        boolean ready = DependencyState.UP.equals(states.get("postgres"));
        return ResponseEntity.status(ready ? 200 : 503).body(new Readiness(ready ? "ready" : "not_ready", states));
    }

    private static BooleanSupplier answered(Runnable question) {
        return () -> {
            question.run();
            return true;
        };
    }

    /** Asks all at once. What has not answered within the limit is interrupted, not waited for. */
    private Map<String, DependencyState> ask(Map<String, BooleanSupplier> questions) throws InterruptedException {
        List<Callable<Boolean>> tasks = questions.values().stream()
                .<Callable<Boolean>>map(question -> question::getAsBoolean)
                .toList();
        Iterator<Future<Boolean>> answers = executor.invokeAll(tasks, LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .iterator();
        Map<String, DependencyState> states = new LinkedHashMap<>();
        questions.keySet().forEach(name -> states.put(name, state(name, answers.next())));
        return states;
    }

    private static DependencyState state(String name, Future<Boolean> answer) {
        return switch (answer.state()) {
            case SUCCESS -> answer.resultNow() ? DependencyState.UP : DependencyState.DOWN;
            case FAILED -> {
                log.debug("{} is not there", name, answer.exceptionNow());
                yield DependencyState.DOWN;
            }
            case CANCELLED, RUNNING -> DependencyState.SILENT;
        };
    }
}
