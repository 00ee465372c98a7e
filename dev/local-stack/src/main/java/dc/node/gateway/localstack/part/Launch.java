package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.ProcessIdentity;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How a part is started.
 *
 * @param command     the command line, which any user of the machine can see: no secret belongs there
 * @param environment what the process finds in its environment beside what this one has; secrets belong here
 * @param ready       true once the process does its work
 */
record Launch(List<String> command, Map<String, String> environment, Predicate<ProcessIdentity> ready) {

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** True when the process runs and does its work. */
    boolean answers(ProcessIdentity process) {
        return process.isAlive() && ready.test(process);
    }
}
