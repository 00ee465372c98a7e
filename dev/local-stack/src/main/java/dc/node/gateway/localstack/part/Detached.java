package dc.node.gateway.localstack.part;

import java.util.List;

/**
 * How to begin a process outside the terminal's session, under the same process number. A Ctrl-C at the terminal then
 * reaches the command alone, which ends the parts in their order, and closing a terminal ends none of them.
 */
final class Detached {

    private Detached() {}

    /** What to put before a command: {@code setsid} on Linux; macOS has none, but has Perl. */
    static List<String> prefix() {
        if (Command.onPath("setsid").isPresent()) {
            return List.of("setsid");
        }
        return Command.onPath("perl").isPresent()
                ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die $!", "--")
                : List.of();
    }
}
