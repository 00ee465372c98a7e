package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.chaos.verdict.Finding.Kind;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** No operation has more effects than its tool has, no text is in Tasker twice, be it under two operations. */
final class DoubledCheck implements Check {

    @Override
    public List<Finding> check(Records records) {
        List<Finding> findings = new ArrayList<>();
        Map<String, LedgerRow> rows = records.rowsByOperation();
        records.effectsByOperation().forEach((operation, effects) -> {
            Optional<LedgerRow> row = Optional.ofNullable(rows.get(operation));
            Map<String, Integer> expected =
                    row.map(found -> ExpectedEffects.of(found.tool())).orElse(Map.of());
            effects.stream().collect(Collectors.groupingBy(Effect::kind)).forEach((kind, ofKind) -> {
                if (row.isPresent() && ofKind.size() > expected.getOrDefault(kind, 0)) {
                    findings.add(new Finding(
                            Kind.DOUBLED,
                            operation,
                            "%d effects %s of %s: %s; between them on that issue: %s."
                                    .formatted(
                                            ofKind.size(),
                                            kind,
                                            records.describe(operation),
                                            Records.describe(ofKind),
                                            between(records.effects(), ofKind))));
                }
            });
        });
        findings.addAll(doubledContent(records));
        return findings;
    }

    private static List<Finding> doubledContent(Records records) {
        List<Finding> findings = new ArrayList<>();
        Layouts layouts = new Layouts(records.effects());
        for (Acknowledgement ack : records.told()) {
            String marker = ack.write().marker();
            boolean doubled = switch (ack.write().trace()) {
                case Trace.None() -> false;
                case Trace.Setting setting -> false;
                case Trace.ItemText item -> false;
                case Trace.NewBlock() ->
                    layouts.blocksWith(ack.write().issueId().orElse(""), marker) > 1;
                case Trace.InBody(String kind) -> operationsWith(records, kind, marker) > 1;
            };
            if (doubled) {
                findings.add(new Finding(
                        Kind.DOUBLED,
                        ack.operationId().orElse(""),
                        "The content of write %d (%s) is in Tasker more than once."
                                .formatted(ack.write().number(), marker)));
            }
        }
        return findings;
    }

    private static long operationsWith(Records records, String kind, String marker) {
        return records.effects().stream()
                .filter(effect -> effect.kind().equals(kind))
                // A layout holds the texts of many writes.
                .filter(effect -> !effect.body().has("detail_layout"))
                .filter(effect -> effect.body().toString().contains(marker))
                .map(Records::operationOf)
                .distinct()
                .count();
    }

    private static String between(List<Effect> all, List<Effect> doubled) {
        List<Effect> others = all.stream()
                .filter(effect -> effect.issueId().equals(doubled.getFirst().issueId()))
                .filter(effect -> effect.seq() > doubled.getFirst().seq()
                        && effect.seq() < doubled.getLast().seq())
                .filter(effect -> effect.kind().equals(doubled.getFirst().kind()))
                .toList();
        return others.isEmpty() ? "nothing of that kind" : Records.describe(others);
    }
}
