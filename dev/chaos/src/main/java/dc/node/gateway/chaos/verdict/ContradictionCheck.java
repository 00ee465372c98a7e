package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.verdict.Finding.Kind;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers agree with each other and with the ledger; what was rejected has no effect; no effect is without a write. */
final class ContradictionCheck implements Check {

    @Override
    public List<Finding> check(Records records) {
        List<Finding> findings = new ArrayList<>();
        Map<String, LedgerRow> rows = records.rowsByOperation();
        for (Acknowledgement ack : records.told()) {
            String operation = ack.operationId().orElse("");
            ack.contradictions().forEach(sentence -> findings.add(contradicted(operation, sentence)));
            Optional.ofNullable(rows.get(operation))
                    .filter(row -> row.hasEnded() && disagree(ack.end(), row))
                    .ifPresent(row -> findings.add(contradicted(
                            operation,
                            "The agent of write %d was told %s, the ledger has %s."
                                    .formatted(ack.write().number(), ack.end(), row.state()))));
        }
        Map<String, List<Effect>> effects = records.effectsByOperation();
        effects.forEach((operation, found) -> {
            Optional<LedgerRow> row = Optional.ofNullable(rows.get(operation));
            if (row.isEmpty()) {
                findings.add(
                        contradicted(operation, "Effects of no write in the ledger: " + Records.describe(found) + "."));
            } else if (row.get().hasEnded() && !row.get().succeeded()) {
                findings.add(contradicted(
                        operation,
                        "%s has effects all the same: %s."
                                .formatted(records.describe(operation), Records.describe(found))));
            }
        });
        return findings;
    }

    private static boolean disagree(End told, LedgerRow row) {
        return (told == End.SUCCEEDED && !row.succeeded()) || (told == End.REJECTED && row.succeeded());
    }

    private static Finding contradicted(String operation, String sentence) {
        return new Finding(Kind.CONTRADICTED, operation, sentence);
    }
}
