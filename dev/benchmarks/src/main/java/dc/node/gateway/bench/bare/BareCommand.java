package dc.node.gateway.bench.bare;

import dc.node.gateway.bench.load.Caller;
import dc.node.gateway.bench.load.ClosedLoop;
import dc.node.gateway.bench.report.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Bare activities as a process of its own. Each line of its standard input, callers and milliseconds, is a closed loop; what that
 * found is a line of JSON on its standard output. It ends with its standard input.
 */
@Command(name = "bare", hidden = true, description = "bare activities, for ./run bench itself")
public final class BareCommand implements Callable<Integer> {

    @Option(names = "--temporal", required = true)
    private String temporal = "";

    @Option(names = "--stub-port", required = true)
    private int stubPort;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (BareActivities activities = new BareActivities(temporal, stubPort);
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", -1);
                List<Caller> callers = IntStream.rangeClosed(1, Integer.parseInt(words[0]))
                        .mapToObj(activities::caller)
                        .toList();
                System.out.println(Json.MAPPER.writeValueAsString(
                        ClosedLoop.run(callers, Duration.ofMillis(Long.parseLong(words[1])))));
            }
        }
        return 0;
    }
}
