package dc.node.gateway.chaos.stack;

import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.client.Sandbox;
import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.part.GatewayPart;
import dc.node.gateway.localstack.part.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * Postgres, Temporal, the Tasker sandbox and two gateways on free ports of 127.0.0.1. Whoever starts it closes it, also
 * when it is stopped in the midst.
 */
public final class ChaosStack implements AutoCloseable {

    /** Two JVMs that start again and again share two cores with everything else. */
    private static final Map<String, String> GATEWAY_ENVIRONMENT =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m");

    /** A part that was killed may leave a port or shared memory behind for a moment. */
    private static final int MOST_STARTS = 3;

    private final LocalStack first;
    private final GatewayPart second;
    private final Sandbox sandbox;
    private final Map<Victim, Part> parts = new EnumMap<>(Victim.class);
    private final Set<Victim> frozen = EnumSet.noneOf(Victim.class);

    private ChaosStack(LocalStack first, GatewayPart second) {
        this.first = first;
        this.second = second;
        this.sandbox = new Sandbox(first.tasker().controlUrl(), first.secrets().taskerAdminToken());
        parts.put(Victim.POSTGRES, first.postgres());
        parts.put(Victim.TEMPORAL, first.temporal());
        parts.put(Victim.TASKER, first.tasker());
        parts.put(Victim.GATEWAY_1, first.gateway());
        parts.put(Victim.GATEWAY_2, second);
    }

    /** A stack under this folder that does not run yet. */
    public static ChaosStack in(Path folder) {
        Random random = new Random();
        DataDirectory data = new DataDirectory(folder).create();
        Ports ports = Ports.free(random);
        ports.keep(data);
        LocalStack stack = LocalStack.of(data, ports, GATEWAY_ENVIRONMENT);
        return new ChaosStack(stack, stack.anotherGateway(GATEWAY_ENVIRONMENT));
    }

    /**
     * Starts everything and returns when all of it answers.
     *
     * @throws LocalStackException when a part does not come up
     */
    public void start() {
        first.start();
        second.start();
    }

    /** The two gateways' addresses. */
    public List<String> gatewayUrls() {
        return List.of(first.gateway().url(), second.url());
    }

    /** Tasker's control interface. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /** Passwords, tokens and addresses of the first gateway's stack. */
    public LocalStack parts() {
        return first;
    }

    /** Where a process writes its log. */
    public Path log(Victim victim) {
        return part(victim).log();
    }

    /** Kills a process at once (SIGKILL). */
    public void kill(Victim victim) {
        part(victim).kill();
    }

    /** Starts a process that does not run and returns when it answers. */
    public void start(Victim victim) {
        for (int attempt = 1; ; attempt++) {
            try {
                part(victim).start();
                return;
            } catch (LocalStackException e) {
                if (attempt == MOST_STARTS) {
                    throw e;
                }
            }
        }
    }

    /** Stops a process where it stands (SIGSTOP); does nothing when it does not run. */
    public synchronized void freeze(Victim victim) {
        OptionalLong pid = part(victim).pid();
        if (pid.isPresent()) {
            frozen.add(victim);
            Signal.STOP.sendTo(pid.getAsLong());
        }
    }

    /** Lets a stopped process go on (SIGCONT). */
    public synchronized void thaw(Victim victim) {
        OptionalLong pid = part(victim).pid();
        if (frozen.remove(victim) && pid.isPresent()) {
            Signal.CONT.sendTo(pid.getAsLong());
        }
    }

    /** The processes that do not run now. */
    public List<Victim> notRunning() {
        return parts.keySet().stream()
                .filter(victim -> !part(victim).isRunning())
                .toList();
    }

    /** Ends everything at once. A frozen process is thawed first: Postgres's children must see that their parent has gone. */
    @Override
    public void close() {
        List<RuntimeException> problems = new ArrayList<>();
        // Gateways first, or they would fill their logs with the end of the others.
        for (Victim victim :
                List.of(Victim.GATEWAY_1, Victim.GATEWAY_2, Victim.TEMPORAL, Victim.TASKER, Victim.POSTGRES)) {
            for (Runnable step : List.<Runnable>of(
                    () -> thaw(victim),
                    () -> part(victim).kill(),
                    () -> part(victim).close())) {
                try {
                    step.run();
                } catch (RuntimeException e) {
                    problems.add(e);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw problems.getFirst();
        }
    }

    private Part part(Victim victim) {
        return Optional.ofNullable(parts.get(victim)).orElseThrow();
    }
}
