package dc.node.gateway.localstack.demo;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** The table of a played session: one line a step, printed as it ends. */
final class Steps {

    private final PrintStream out;
    private int count;
    private double total;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** Runs a step, prints how long it took and what is to be said of its result. */
    <T> T run(String name, Supplier<T> step, Function<T, String> remark) {
        long start = System.nanoTime();
        T result;
        try {
            result = step.get();
        } catch (LocalStackException e) {
            line("FAILED", name, start, "");
            throw new LocalStackException("%s: %s".formatted(name, e.getMessage()), e);
        }
        line("ok", name, start, remark.apply(result));
        return result;
    }

    void heading(String text) {
        out.printf("%n%s%n", text);
    }

    /** How many steps there were and how long they took together. */
    String summary() {
        return String.format(Locale.ROOT, "%d steps in %.1f s", count, total / 1000);
    }

    private void line(String outcome, String name, long start, String remark) {
        double millis = (System.nanoTime() - start) / 1e6;
        count++;
        total += millis;
        out.println(String.format(Locale.ROOT, "  %-6s %-44s %8.0f ms   %s", outcome, name, millis, remark)
                .stripTrailing());
    }
}
