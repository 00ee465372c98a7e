package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.client.McpTools;
import dc.node.gateway.localstack.client.Sandbox;
import dc.node.gateway.localstack.client.Tools;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.RunFile;
import dc.node.gateway.localstack.demo.OutageSession;
import dc.node.gateway.localstack.demo.StartCheck;
import java.io.PrintStream;
import java.util.Optional;

/** Shows that the stack works, by real writes, and then says how to use it. */
final class Proof {

    private final LocalStack stack;
    private final RunFile runFile;
    private final Tools tools;
    private final PrintStream out;

    /** Proves nothing yet. */
    Proof(LocalStack stack, RunFile runFile, PrintStream out) {
        this.stack = stack;
        this.runFile = runFile;
        this.tools = new McpTools(runFile.gatewayUrl(), runFile.agentToken());
        this.out = out;
    }

    /** Makes one write. A failure is an exception, for nothing has been shown to work. */
    void writeOnce() {
        out.printf("%nOne write, to see that it all works%n");
        new StartCheck(tools, out, runFile.projectId()).play();
        runFile.write(stack.data());
        new Directions(runFile, stack.data(), out).print(Optional.empty());
    }

    /**
     * Plays a session and tells of a failure. The run file appears if the session got as far as its first writes.
     *
     * @return whether everything went as it should
     */
    boolean playSession() {
        Sandbox sandbox = new Sandbox(runFile.taskerAdminUrl(), runFile.taskerAdminToken());
        OutageSession session = new OutageSession(
                tools, out, runFile.projectId(), sandbox, () -> stack.gateway().reportsDown("tasker"));
        Optional<String> failure = Optional.empty();
        try {
            session.play();
        } catch (LocalStackException e) {
            failure = Optional.ofNullable(e.getMessage());
        }
        out.printf("%n%s.%n", session.summary());
        if (session.opened().isPresent()) {
            runFile.write(stack.data());
            new Directions(runFile, stack.data(), out).print(session.opened());
        }
        failure.ifPresent(sentence -> out.printf("%nThe session failed. %s%n", sentence));
        return failure.isEmpty();
    }
}
