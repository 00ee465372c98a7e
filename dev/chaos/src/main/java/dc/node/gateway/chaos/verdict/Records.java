package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is compared, in the order found by number, sequence and seq.
 *
 * @param told    what the agents were told
 * @param ledger  what the ledger says
 * @param effects what Tasker has
 */
public record Records(List<Acknowledgement> told, List<LedgerRow> ledger, List<Effect> effects) {

    public Records {
        told = List.copyOf(told);
        ledger = List.copyOf(ledger);
        effects = List.copyOf(effects);
    }

    /** The write of the gateway an effect is of; parts of a write are marked behind a colon. */
    static String operationOf(Effect effect) {
        return effect.idempotencyKey().isEmpty() ? effect.externalId().split(":", 2)[0] : effect.idempotencyKey();
    }

    Map<String, LedgerRow> rowsByOperation() {
        return ledger.stream().collect(Collectors.toMap(LedgerRow::operationId, Function.identity()));
    }

    Map<String, List<Effect>> effectsByOperation() {
        return effects.stream().collect(Collectors.groupingBy(Records::operationOf, TreeMap::new, Collectors.toList()));
    }

    Map<String, Acknowledgement> toldByOperation() {
        return told.stream()
                .filter(Acknowledgement::isAcknowledged)
                .collect(Collectors.toMap(
                        one -> one.operationId().orElseThrow(), Function.identity(), (first, second) -> first));
    }

    /**
     * Writes that succeeded without an effect of their own, for the issue was as they wanted it at some moment between
     * acceptance and end: a second attempt looks before it writes, and does not ask who made it so. A first attempt has
     * no such excuse.
     */
    public Set<String> foundAsWanted() {
        Map<String, List<Effect>> effectsByOperation = effectsByOperation();
        Map<String, Acknowledgement> told = toldByOperation();
        IssueHistory history = new IssueHistory(effects);
        return ledger.stream()
                .filter(LedgerRow::succeeded)
                .filter(row -> row.attempts() > 1)
                .filter(row -> !effectsByOperation.containsKey(row.operationId()))
                .filter(row -> Optional.ofNullable(told.get(row.operationId()))
                        .filter(ack -> wasAsWanted(history, ack, row))
                        .isPresent())
                .map(LedgerRow::operationId)
                .collect(Collectors.toSet());
    }

    private static boolean wasAsWanted(IssueHistory history, Acknowledgement ack, LedgerRow row) {
        return ack.write().trace() instanceof Trace.Setting setting
                && history.wasAsWanted(
                        ack.write().issueId().orElseThrow(),
                        setting,
                        row.acceptedAt(),
                        row.endedAt().orElseThrow());
    }

    /** A write in words, for a finding: number, tool, issue, agent, attempts. */
    String describe(String operationId) {
        Optional<LedgerRow> row = Optional.ofNullable(rowsByOperation().get(operationId));
        Optional<Acknowledgement> one = Optional.ofNullable(toldByOperation().get(operationId));
        return row.map(LedgerRow::tool).orElse("unknown tool")
                + one.map(ack -> " (write %d, issue %s)"
                                .formatted(
                                        ack.write().number(),
                                        ack.write().issueId().orElse("none")))
                        .orElse("")
                + row.map(found -> " of agent %s, %s after %d attempts"
                                .formatted(found.agentId(), found.state(), found.attempts()))
                        .orElse(", not in the ledger");
    }

    static String describe(List<Effect> effects) {
        return effects.stream()
                .map(effect -> "%s seq %d at %s".formatted(effect.kind(), effect.seq(), effect.at()))
                .collect(Collectors.joining(", "));
    }
}
