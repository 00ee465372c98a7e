package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.verdict.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Nothing is refused: the agents may do all they do, on issues that are there, with arguments that are right. */
final class RefusalCheck implements Check {

    @Override
    public List<Finding> check(Records records) {
        List<Finding> findings = new ArrayList<>();
        for (Acknowledgement ack : records.told()) {
            if (ack.end() == End.REFUSED) {
                findings.add(new Finding(
                        Kind.UNEXPLAINED,
                        "",
                        "Write %d (%s) was not accepted: %s."
                                .formatted(ack.write().number(), ack.write().tool(), ack.code())));
            }
        }
        for (LedgerRow row : records.ledger()) {
            if (row.hasEnded() && !row.succeeded()) {
                findings.add(new Finding(
                        Kind.UNEXPLAINED,
                        row.operationId(),
                        "%s: %s.".formatted(records.describe(row.operationId()), row.code())));
            }
        }
        return findings;
    }
}
