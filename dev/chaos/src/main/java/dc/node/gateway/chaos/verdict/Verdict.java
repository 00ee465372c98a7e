package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.verdict.Finding.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an acknowledged write has exactly one effect. A pure function of the records; it explains nothing away.
 *
 * @param findings every breach
 */
public record Verdict(List<Finding> findings) {

    private static final List<Check> CHECKS = List.of(
            new LostCheck(),
            new DoubledCheck(),
            new OrderCheck(),
            new UnresolvedCheck(),
            new ContradictionCheck(),
            new RefusalCheck());

    public Verdict {
        findings = List.copyOf(findings);
    }

    public static Verdict on(Records records) {
        return new Verdict(
                CHECKS.stream().flatMap(check -> check.check(records).stream()).toList());
    }

    public boolean holds() {
        return findings.isEmpty();
    }

    /** How many writes each kind of finding is about. */
    public Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, (int) findings.stream()
                    .filter(finding -> finding.kind() == kind)
                    .map(finding -> finding.operationId().isEmpty() ? finding.sentence() : finding.operationId())
                    .distinct()
                    .count());
        }
        return counts;
    }
}
