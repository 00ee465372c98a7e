package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.client.GatewayAdmin;
import dc.node.gateway.localstack.client.GatewayAdmin.ClientConfig;
import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.RunFile;
import dc.node.gateway.localstack.demo.ReportingSession.Opened;
import dc.node.gateway.localstack.part.TemporalPart;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where to look, and how to connect, for which the gateway itself is asked. Tokens are read from {@code run.json}; none is
 * printed.
 */
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
        line("what Tasker was changed", curl("tasker_admin_token", run.taskerAdminUrl() + "/sandbox/effects"));
        line("addresses and tokens", data.runFile().toString());
        out.printf("%nHow to connect (MCP at %s)%n", run.mcpUrl());
        line("first", "export TASKER_TOKEN=" + fromRunFile("agent_token"));
        GatewayAdmin gateway = new GatewayAdmin(run.gatewayUrl(), run.adminToken());
        line("Codex", gateway.clientConfig(run.agentId(), "codex").command());
        lines("Claude Code", gateway.clientConfig(run.agentId(), "claude-code"));
        line(
                "client=cursor|vscode|generic",
                curl(
                        "admin_token",
                        run.gatewayUrl() + "/api/v1/agents/" + run.agentId() + "/client-config?client=cursor"));
    }

    /** The token goes in through standard input, for arguments can be seen by everybody on the machine. */
    private String curl(String token, String url) {
        return "curl -s -H @- '%s' <<<\"Authorization: Bearer %s\"".formatted(url, fromRunFile(token));
    }

    /** A file's content, each of its lines under the one before. */
    private void lines(String client, ClientConfig config) {
        line(client + ", in " + config.file(), "");
        config.content().lines().forEach(text -> line("", text));
    }

    private void line(String name, String value) {
        out.printf("  %-28s %s%n", name, value);
    }

    /** A piece of shell that reads one value, with what every machine has that runs this. */
    private String fromRunFile(String field) {
        return "$(sed -n 's/.*\"%s\" : \"\\(.*\\)\".*/\\1/p' '%s')".formatted(field, data.runFile());
    }
}
