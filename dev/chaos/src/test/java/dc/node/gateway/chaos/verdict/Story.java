package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.load.Write;
import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records made by hand: what happened is told line by line, one second apart. */
final class Story {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Acknowledgement> told = new ArrayList<>();
    private final List<LedgerRow> ledger = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private int second;

    /** A write of agent A that its agent and the ledger call succeeded. */
    Story succeeded(String operation, String tool, String issue, Trace trace) {
        return told(operation, tool, issue, trace, End.SUCCEEDED).ledger(operation, tool, "succeeded");
    }

    /** The same, with arguments. */
    Story succeeded(String operation, String tool, String issue, Trace trace, Map<String, ?> arguments) {
        return told(operation, tool, issue, trace, arguments, End.SUCCEEDED, List.of())
                .ledger(operation, tool, "succeeded");
    }

    /** The same, but not at the first attempt. */
    Story succeededAtLast(String operation, String tool, String issue, Trace trace) {
        return told(operation, tool, issue, trace, End.SUCCEEDED).ledger(operation, tool, "succeeded", 2);
    }

    Story told(String operation, String tool, String issue, Trace trace, End end) {
        return told(operation, tool, issue, trace, end, List.of());
    }

    Story told(String operation, String tool, String issue, Trace trace, End end, List<String> contradictions) {
        return told(operation, tool, issue, trace, Map.of(), end, contradictions);
    }

    private Story told(
            String operation,
            String tool,
            String issue,
            Trace trace,
            Map<String, ?> arguments,
            End end,
            List<String> contradictions) {
        int number = told.size() + 1;
        Write write = new Write(
                number,
                "A",
                tool,
                arguments,
                Optional.of("key-" + number),
                Optional.of(issue).filter(id -> !id.isEmpty()),
                marker(operation),
                trace);
        told.add(new Acknowledgement(
                write,
                write.key(),
                Optional.of(operation).filter(id -> end != End.REFUSED && end != End.UNACKNOWLEDGED),
                end,
                end == End.REFUSED ? "not_found" : "",
                false,
                false,
                1,
                contradictions));
        return this;
    }

    /** Accepted now; ended, if that is its state, half a minute later. */
    Story ledger(String operation, String tool, String state) {
        return ledger(operation, tool, state, 1);
    }

    private Story ledger(String operation, String tool, String state, int attempts) {
        boolean ended = !state.equals("accepted") && !state.equals("dispatched");
        Instant now = BEGIN.plusSeconds(second++);
        ledger.add(new LedgerRow(
                operation,
                "A",
                tool,
                "key",
                ledger.size() + 1L,
                state,
                now,
                Optional.of(now.plusSeconds(30)).filter(end -> ended),
                attempts,
                state.equals("rejected") ? "tasker_rejected" : ""));
        return this;
    }

    /** A change in Tasker now. */
    Story effect(String operation, String kind, String issue, String body) {
        effects.add(new Effect(
                effects.size() + 1L,
                BEGIN.plusSeconds(second++).toString(),
                kind,
                issue,
                "A",
                operation,
                "",
                JSON.readTree(body)));
        return this;
    }

    Story comment(String operation, String issue) {
        return effect(operation, "comment.create", issue, "{\"comment_html\": \"%s\"}".formatted(marker(operation)));
    }

    /** The whole layout, as each change of it carries. */
    Story layout(String operation, String issue, String... blocks) {
        JsonNode body = JSON.createObjectNode()
                .set(
                        "detail_layout",
                        JSON.createObjectNode()
                                .set("nodedc_structured_blocks", JSON.readTree("[" + String.join(",", blocks) + "]")));
        return effect(operation, "issue.update", issue, body.toString());
    }

    static String marker(String operation) {
        return "text of " + operation;
    }

    Records records() {
        return new Records(told, ledger, effects);
    }

    Verdict verdict() {
        return Verdict.on(records());
    }
}
