package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.load.Write;
import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.chaos.verdict.Finding.Kind;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is said to have succeeded, by an answer or by the ledger, has its effects in Tasker, on its issue and with the
 * content that was sent; a merge has dropped no label, and a block edit has not been overwritten by another. A write that
 * found the issue as it wanted it is not lost.
 */
final class LostCheck implements Check {

    @Override
    public List<Finding> check(Records records) {
        List<Finding> findings = new ArrayList<>();
        Map<String, LedgerRow> rows = records.rowsByOperation();
        Map<String, Acknowledgement> told = records.toldByOperation();
        Map<String, List<Effect>> effects = records.effectsByOperation();
        Layouts layouts = new Layouts(records.effects());
        IssueHistory history = new IssueHistory(records.effects());
        Set<String> needless = records.foundAsWanted();
        Map<Trace.ItemText, String> lastOnItem = lastOnItem(told, effects);

        TreeSet<String> operations = new TreeSet<>(rows.keySet());
        operations.addAll(told.keySet());
        for (String operation : operations) {
            Optional<LedgerRow> row = Optional.ofNullable(rows.get(operation));
            Optional<Acknowledgement> one = Optional.ofNullable(told.get(operation));
            if (row.isEmpty()) {
                findings.add(lost(records, operation, "It was acknowledged, and the ledger does not know it"));
                continue;
            }
            boolean succeeded = row.get().succeeded()
                    || one.filter(ack -> ack.end() == End.SUCCEEDED).isPresent();
            if (!succeeded || needless.contains(operation)) {
                continue;
            }
            List<Effect> found = effects.getOrDefault(operation, List.of());
            Optional<String> missing = missing(row.get().tool(), found)
                    .or(() -> one.flatMap(ack -> elsewhere(ack.write(), found)))
                    .or(() -> one.flatMap(ack -> otherValues(ack.write(), found, history)))
                    .or(() -> one.flatMap(ack -> missingContent(ack, operation, found, layouts, lastOnItem)));
            missing.ifPresent(what -> findings.add(lost(records, operation, what)));
        }
        return findings;
    }

    private static Optional<String> missing(String tool, List<Effect> found) {
        return ExpectedEffects.of(tool).entrySet().stream()
                .filter(expected -> count(found, expected.getKey()) < expected.getValue())
                .map(expected -> "It has no effect " + expected.getKey())
                .findFirst();
    }

    private static Optional<String> elsewhere(Write write, List<Effect> found) {
        return found.stream()
                .filter(effect -> write.issueId()
                        .filter(issueId -> !issueId.equals(effect.issueId()))
                        .isPresent())
                .map(effect -> "It took effect on another issue, " + effect.issueId())
                .findFirst();
    }

    private static Optional<String> otherValues(Write write, List<Effect> found, IssueHistory history) {
        return found.stream()
                .flatMap(effect -> otherValue(write, effect, history).stream())
                .findFirst();
    }

    private static Optional<String> otherValue(Write write, Effect effect, IssueHistory history) {
        if (write.trace() instanceof Trace.Setting setting) {
            Set<String> due = history.due(effect, setting);
            Set<String> set = new TreeSet<>(IssueHistory.values(effect.body(), setting.property()));
            return set.equals(due)
                    ? Optional.empty()
                    : Optional.of("Its effect seq %d set %s where %s was due".formatted(effect.seq(), set, due));
        }
        return SentFields.differing(write, effect.body())
                .map(field -> "Its effect seq %d has another %s than was sent".formatted(effect.seq(), field));
    }

    private static Optional<String> missingContent(
            Acknowledgement ack,
            String operation,
            List<Effect> found,
            Layouts layouts,
            Map<Trace.ItemText, String> lastOnItem) {
        String marker = ack.write().marker();
        String issueId = ack.write().issueId().orElse("");
        boolean there = switch (ack.write().trace()) {
            case Trace.None() -> true;
            // Looked at value by value.
            case Trace.Setting setting -> true;
            case Trace.InBody(String kind) ->
                found.stream()
                        .filter(effect -> effect.kind().equals(kind))
                        .allMatch(effect -> effect.body().toString().contains(marker));
            case Trace.NewBlock() -> layouts.blocksWith(issueId, marker) > 0;
            case Trace.ItemText item ->
                !operation.equals(lastOnItem.get(item))
                        || layouts.itemText(issueId, item.blockId(), item.itemId())
                                .contains(marker);
        };
        return there ? Optional.empty() : Optional.of("Its content (" + marker + ") is not in Tasker");
    }

    /** By item, the write that changed it last. */
    private static Map<Trace.ItemText, String> lastOnItem(
            Map<String, Acknowledgement> told, Map<String, List<Effect>> effects) {
        Map<Trace.ItemText, String> last = new HashMap<>();
        Map<Trace.ItemText, Long> lastSeq = new HashMap<>();
        told.forEach((operation, ack) -> {
            List<Effect> found = effects.getOrDefault(operation, List.of());
            if (ack.write().trace() instanceof Trace.ItemText item && !found.isEmpty()) {
                long seq = found.getLast().seq();
                if (seq > lastSeq.getOrDefault(item, 0L)) {
                    last.put(item, operation);
                    lastSeq.put(item, seq);
                }
            }
        });
        return last;
    }

    private static long count(List<Effect> effects, String kind) {
        return effects.stream().filter(effect -> effect.kind().equals(kind)).count();
    }

    private static Finding lost(Records records, String operation, String what) {
        return new Finding(Kind.LOST, operation, what + ": " + records.describe(operation) + ".");
    }
}
