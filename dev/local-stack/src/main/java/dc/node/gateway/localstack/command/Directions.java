package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.RunFile;
import dc.node.gateway.localstack.demo.ReportingSession.Opened;
import dc.node.gateway.localstack.part.TemporalPart;
import java.io.PrintStream;
import java.util.Optional;

/** Where to look, and how to connect. Tokens are read from {@code run.json}; none is printed. */
final class Directions {

    private final RunFile run;
    private final DataDirectory data;
    private final PrintStream out;

    Directions(RunFile run, DataDirectory data, PrintStream out) {
        this.run = run;
        this.data = data;
        this.out = out;
    }

    /** Prints them, with a link to the session where one was played. */
    void print(Optional<Opened> played) {
        String namespace = run.temporalUiUrl() + "/namespaces/" + TemporalPart.NAMESPACE;
        out.printf("%nWhere to look%n");
        played.ifPresent(session ->
                line("this session, as a story", namespace + "/workflows/work-session%2F" + session.sessionId()));
        line("writes outside sessions", namespace + "/activities");
        line("work sessions", namespace + "/workflows");
        line(
                "what Tasker was changed",
                "curl -s -H \"Authorization: Bearer %s\" %s/sandbox/effects"
                        .formatted(fromRunFile("tasker_admin_token"), run.taskerAdminUrl()));
        line("addresses and tokens", data.runFile().toString());
        out.printf("%nHow to connect (MCP at %s)%n", run.mcpUrl());
        line("first", "export TASKER_TOKEN=" + fromRunFile("agent_token"));
        line("Codex", "codex mcp add tasker --url %s --bearer-token-env-var TASKER_TOKEN".formatted(run.mcpUrl()));
        line(
                "Claude Code, in .mcp.json",
                "{\"mcpServers\": {\"tasker\": {\"type\": \"http\", \"url\": \"%s\",".formatted(run.mcpUrl()));
        line("", "  \"headers\": {\"Authorization\": \"Bearer ${TASKER_TOKEN}\"}}}}");
    }

    private void line(String name, String value) {
        out.printf("  %-26s %s%n", name, value);
    }

    /** A piece of shell that reads one value, with what every machine has that runs this. */
    private String fromRunFile(String field) {
        return "$(sed -n 's/.*\"%s\" : \"\\(.*\\)\".*/\\1/p' '%s')".formatted(field, data.runFile());
    }
}
