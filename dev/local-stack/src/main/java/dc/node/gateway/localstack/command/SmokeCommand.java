package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.client.McpTools;
import dc.node.gateway.localstack.client.RestTools;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.demo.ReportingSession;
import dc.node.gateway.localstack.demo.ReportingSession.Opened;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./run smoke}: the session without faults, against any gateway. */
@Command(
        name = "smoke",
        description = {
            "Plays a session over MCP and over REST against any gateway. It makes one issue in the project.",
            "The agent's token is taken from the environment variable TASKER_TOKEN."
        })
final class SmokeCommand extends HelpfulCommand implements Callable<Integer> {

    private static final String TOKEN_VARIABLE = "TASKER_TOKEN";

    @Option(names = "--url", required = true, description = "the gateway, such as https://gateway.example")
    private String url = "";

    @Option(names = "--project", required = true, paramLabel = "ID", description = "the project to write to")
    private String project = "";

    @Override
    public Integer call() {
        String token = Optional.ofNullable(System.getenv(TOKEN_VARIABLE))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new LocalStackException("Set %s to an agent's token.".formatted(TOKEN_VARIABLE)));
        String name =
                "Smoke test of Tasker Gateway, " + Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        Opened overMcp = new ReportingSession(new McpTools(url, token), System.out, project)
                .playWithoutFaults(name, Optional.empty());
        new ReportingSession(new RestTools(url, token), System.out, project)
                .playWithoutFaults(name, Optional.of(overMcp.issueId()));
        System.out.printf("%nBoth sessions went through. The issue is %s, \"%s\".%n", overMcp.issueKey(), name);
        return 0;
    }
}
