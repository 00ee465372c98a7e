package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.verdict.Finding.Kind;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The effects of one agent's writes on one issue stand in the order in which the writes were accepted. */
final class OrderCheck implements Check {

    private record Lane(String agentId, String issueId) {}

    @Override
    public List<Finding> check(Records records) {
        List<Finding> findings = new ArrayList<>();
        Map<String, List<Effect>> effects = records.effectsByOperation();
        Map<Lane, Effect> latest = new HashMap<>();
        List<LedgerRow> inOrder = records.ledger().stream()
                .sorted(Comparator.comparingLong(LedgerRow::sequence))
                .toList();
        for (LedgerRow row : inOrder) {
            List<Effect> found = effects.getOrDefault(row.operationId(), List.of());
            for (Effect effect : found) {
                Optional<Effect> earlier = Optional.ofNullable(latest.get(new Lane(row.agentId(), effect.issueId())));
                earlier.filter(before -> before.seq() > effect.seq())
                        .ifPresent(before -> findings.add(tooEarly(records, row, effect, before)));
            }
            for (Effect effect : found) {
                latest.merge(
                        new Lane(row.agentId(), effect.issueId()),
                        effect,
                        (before, now) -> before.seq() > now.seq() ? before : now);
            }
        }
        return findings;
    }

    private static Finding tooEarly(Records records, LedgerRow row, Effect effect, Effect earlier) {
        return new Finding(
                Kind.OUT_OF_ORDER,
                row.operationId(),
                "%s: its effect %s came before %s of operation %s, which was accepted earlier."
                        .formatted(
                                records.describe(row.operationId()),
                                Records.describe(List.of(effect)),
                                Records.describe(List.of(earlier)),
                                Records.operationOf(earlier)));
    }
}
