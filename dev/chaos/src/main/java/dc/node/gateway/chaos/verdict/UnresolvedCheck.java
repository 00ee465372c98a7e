package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.verdict.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything accepted has ended, in the ledger and for its agent, who asked again. */
final class UnresolvedCheck implements Check {

    @Override
    public List<Finding> check(Records records) {
        List<Finding> findings = new ArrayList<>();
        for (LedgerRow row : records.ledger()) {
            if (!row.hasEnded()) {
                findings.add(new Finding(
                        Kind.UNRESOLVED,
                        row.operationId(),
                        "Accepted at %s and not ended: %s."
                                .formatted(row.acceptedAt(), records.describe(row.operationId()))));
            }
        }
        Map<String, LedgerRow> rows = records.rowsByOperation();
        for (Acknowledgement ack : records.told()) {
            boolean ended = ack.operationId()
                    .flatMap(id -> Optional.ofNullable(rows.get(id)))
                    .map(LedgerRow::hasEnded)
                    .orElse(false);
            if (ack.end() == End.QUEUED && ended) {
                findings.add(new Finding(
                        Kind.UNRESOLVED,
                        ack.operationId().orElse(""),
                        "Write %d has ended in the ledger, but its agent is still told that it is queued."
                                .formatted(ack.write().number())));
            }
        }
        return findings;
    }
}
