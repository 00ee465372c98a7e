package dc.node.gateway.localstack.part;

import java.nio.file.Path;

/** The Java that runs this, for the parts that are Java too. */
final class JavaCommand {

    private JavaCommand() {}

    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
