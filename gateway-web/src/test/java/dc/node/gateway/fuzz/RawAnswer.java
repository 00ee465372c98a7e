package dc.node.gateway.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came back, as text; empty where the connection was closed on a request beyond every limit. */
record RawAnswer(String text) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) .*", Pattern.DOTALL);

    /** What no answer may show: it would be of use to nobody but a villain. */
    private static final List<String> INSIDES = List.of(
            "\tat ",
            "java.lang.",
            "jakarta.servlet.",
            "org.springframework.",
            "org.apache.",
            "org.postgresql.",
            "tools.jackson.");

    /** A fault that was caught: over MCP with status 200, over REST with 500. */
    private static final List<String> FAULTS = List.of("\"code\":-32603", "The gateway failed on this request");

    /** What an answer of JSON-RPC has one of. */
    private static final List<String> ANSWERS = List.of("\"result\":", "\"error\":");

    /** {@code /readyz} says that Temporal is away, which it is. */
    private static final String RIGHT_WITH_503 = "\"temporal\"";

    /** 0 where there is none. */
    int status() {
        Matcher matcher = STATUS_LINE.matcher(text);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    String head() {
        return text.split("\r\n\r\n", 2)[0];
    }

    /** Whether it is a stream of events, or the beginning of one. */
    boolean isEvents() {
        return head().contains("text/event-stream");
    }

    private String body() {
        String[] parts = text.split("\r\n\r\n", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    /** Why this is no answer to give; nothing where it is one. */
    List<String> objections(FuzzRequest request) {
        if (text.isEmpty()) {
            return request.isBeyondLimits() ? List.of() : List.of("the connection was closed without an answer");
        }
        List<String> objections = new ArrayList<>();
        if (status() == 0) {
            objections.add("this is no HTTP");
        }
        if (status() >= 500 && !(status() == 503 && text.contains(RIGHT_WITH_503))) {
            objections.add("a fault: " + status());
        }
        FAULTS.stream().filter(body()::contains).forEach(fault -> objections.add("a fault: " + fault));
        INSIDES.stream().filter(text::contains).forEach(inside -> objections.add("it shows " + inside));
        if (status() >= 400 && !body().isEmpty() && !head().contains("json")) {
            objections.add("an error that is no JSON");
        }
        if (isEvents() && !request.mayBeAnsweredWithoutEnd() && ANSWERS.stream().noneMatch(body()::contains)) {
            objections.add("a stream of events that ended without an answer");
        }
        return objections;
    }

    @Override
    public String toString() {
        return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "...";
    }
}
