package dc.node.gateway.bench.stub;

import dc.node.gateway.bench.stack.ChildLife;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The stub as a process of its own. It ends with whoever holds its standard input. */
@Command(name = "stub", hidden = true, description = "the upstream, for ./run bench itself")
public final class StubCommand implements Callable<Integer> {

    @Option(names = "--port", required = true)
    private int port;

    @Override
    public Integer call() throws IOException {
        Stub stub = new Stub(port);
        ChildLife.endWithParent();
        System.out.println("ready");
        stub.serve();
        return 0;
    }
}
