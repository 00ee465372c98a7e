package dc.node.gateway.sessions.workflow;

import dc.node.gateway.sessions.LastRefusal;
import dc.node.gateway.sessions.SessionStanding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A session on its page in the Temporal UI: labels, codes, ids, numbers and times, never a word of an agent's text. */
final class SessionPage {

    /** More would be scrolled past. */
    private static final int WRITES_LISTED = 20;

    private SessionPage() {}

    /** The current details, in Markdown. */
    static String markdown(SessionStart start, SessionState state) {
        Optional<SessionStanding> standing = state.standing();
        StringBuilder page = new StringBuilder();
        page.append("**Work session on ").append(code(start.targetLabel())).append("**: ");
        page.append(state.phase()).append("\n\n| | |\n|---|---|\n");
        row(page, "Agent", code(start.agentId().toString()));
        row(page, "Owner", code(start.ownerId()));
        row(page, "Opened", time(start.openedAt()));
        row(page, "Landed", String.valueOf(state.tally().landed()));
        row(page, "Rejected", String.valueOf(state.tally().rejected()));
        row(page, "Given up", String.valueOf(state.tally().givenUp()));
        row(page, "Under way", String.valueOf(state.underWay().size()));
        row(page, "Pending in the ledger", standing.map(SessionPage::pending).orElse("not asked yet"));
        row(
                page,
                "Last failure",
                standing.flatMap(SessionStanding::lastRefusal)
                        .map(SessionPage::refusal)
                        .orElse("none"));
        row(page, "Next timer", state.nextTimer().map(SessionPage::timer).orElse("none"));
        writes(page, state.underWay());
        return page.toString();
    }

    /** What stays readable when no worker answers, and after the end. */
    static Map<String, Object> memo(SessionState state) {
        // Sorted, so that equal memos are equal payloads.
        Map<String, Object> memo = new TreeMap<>();
        memo.put("state", state.phase());
        memo.put("landed", state.tally().landed());
        memo.put("rejected", state.tally().rejected());
        memo.put("given_up", state.tally().givenUp());
        memo.put("pending", pending(state));
        state.standing()
                .flatMap(SessionStanding::lastRefusal)
                .ifPresent(last -> memo.put("last_failure", last.code() + " (" + last.tool() + ")"));
        return memo;
    }

    /** By the ledger, unless the workflow has more in its own hands. */
    private static int pending(SessionState state) {
        int underWay = state.underWay().size();
        return Math.max(underWay, state.standing().map(SessionStanding::pending).orElse(0));
    }

    private static String pending(SessionStanding standing) {
        return standing.pending() + " at " + time(standing.at());
    }

    private static String refusal(LastRefusal last) {
        return code(last.code()) + " (" + last.tool() + " at " + time(last.endedAt()) + ")";
    }

    private static String timer(SessionState.Timer timer) {
        return time(timer.due()) + ", " + timer.summary();
    }

    private static void writes(StringBuilder page, List<HandedWrite> underWay) {
        if (underWay.isEmpty()) {
            return;
        }
        page.append("\n**Under way** (Pending Activities tells why one does not land)\n\n");
        page.append(underWay.stream()
                .limit(WRITES_LISTED)
                .map(write -> "- " + code(write.summary()) + " since " + time(write.acceptedAt()) + "\n")
                .collect(Collectors.joining()));
        int more = underWay.size() - WRITES_LISTED;
        if (more > 0) {
            page.append("- and ").append(more).append(" more\n");
        }
    }

    private static void row(StringBuilder page, String name, String value) {
        page.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** An owner's id is whatever the administrator gave: it must end neither the cell nor the code. */
    private static String code(String text) {
        return "`" + text.replaceAll("[`|\\s]", " ") + "`";
    }
}
