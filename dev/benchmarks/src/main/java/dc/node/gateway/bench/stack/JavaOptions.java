package dc.node.gateway.bench.stack;

import java.util.List;
import java.util.stream.Stream;

/** How a Java process was started. */
public final class JavaOptions {

    private JavaOptions() {}

    /** Of a process that runs; none where the system does not tell. */
    public static List<String> of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().arguments())
                .map(arguments -> among(List.of(arguments)))
                .orElse(List.of());
    }

    /** Those that tune it; where a file is on this machine is nothing to tell others. */
    static List<String> among(List<String> arguments) {
        Stream<String> options = arguments.stream().takeWhile(argument -> argument.startsWith("-"));
        return options.filter(option -> option.startsWith("-X"))
                .map(option -> option.replaceFirst("[=:]/.*", ""))
                .toList();
    }
}
