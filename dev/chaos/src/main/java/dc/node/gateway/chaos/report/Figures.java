package dc.node.gateway.chaos.report;

import dc.node.gateway.chaos.fault.FaultLog.Struck;
import dc.node.gateway.chaos.load.Acknowledgement;
import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.verdict.LedgerRow;
import dc.node.gateway.chaos.verdict.Records;
import dc.node.gateway.chaos.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All that is counted in a run. Times are in milliseconds.
 *
 * @param writesPlanned        how many were to be acknowledged
 * @param writesSent           by the agents, each counted once however often it was repeated
 * @param acknowledged         writes an agent was told of that they were accepted
 * @param answeredQueued       of these, told {@code queued} at least once
 * @param inFlightAtFault      writes with a call under way when a fault struck, each counted once
 * @param succeeded            writes whose agents were told that they took effect
 * @param neverAcknowledged    keyed writes without an acknowledgement at the end
 * @param keylessUnanswered    writes without a key that no answer was received for, and that no agent may repeat
 * @param repeatsByReason      calls that had to be repeated
 * @param faultsByKind         faults that struck
 * @param requestsMetByKind    requests that met a fault of Tasker; it struck the first, and its share of the others
 * @param faults               each of them, with the calls in flight
 * @param endedByThemselves    processes found dead that nobody had killed
 * @param effects              changes in Tasker, those of the preparation included
 * @param foundAsWanted        writes without an effect of their own, as a second attempt found the issue as they wanted it
 * @param rejectedByCode       accepted and ended without effect, and never accepted
 * @param findings             how many writes each kind of breach is about
 * @param slowestToLand        from acceptance to end, the longest
 * @param medianToLand         from acceptance to end
 * @param slowestAfterMending  from the last mending (or a later acceptance) to the end, the longest
 */
public record Figures(
        long seed,
        int writesPlanned,
        int writesSent,
        int acknowledged,
        int answeredQueued,
        int inFlightAtFault,
        int succeeded,
        int neverAcknowledged,
        int keylessUnanswered,
        Map<String, Integer> repeatsByReason,
        Map<String, Integer> faultsByKind,
        Map<String, Integer> requestsMetByKind,
        List<Struck> faults,
        List<String> endedByThemselves,
        int effects,
        int foundAsWanted,
        Map<String, Integer> rejectedByCode,
        Map<String, Integer> findings,
        long slowestToLand,
        long medianToLand,
        long slowestAfterMending,
        long duration) {

    /** What a run leaves beside its records. */
    public record Course(
            long seed,
            int writesPlanned,
            Map<String, Integer> repeatsByReason,
            Map<String, Integer> faultsByKind,
            Map<String, Integer> requestsMetByKind,
            List<Struck> faults,
            List<String> endedByThemselves,
            Instant chaosBegan,
            Optional<Instant> lastMended,
            Duration duration) {}

    public static Figures of(Course course, Records records, Verdict verdict) {
        List<Acknowledgement> told = records.told();
        // What the preparation wrote has not been through any chaos.
        List<LedgerRow> rows = records.ledger().stream()
                .filter(row -> row.acceptedAt().isAfter(course.chaosBegan()))
                .toList();
        List<Long> toLand = rows.stream()
                .flatMap(row -> row.endedAt().stream().map(end -> millis(row.acceptedAt(), end)))
                .sorted()
                .toList();
        return new Figures(
                course.seed(),
                course.writesPlanned(),
                told.size(),
                count(told, Acknowledgement::isAcknowledged),
                count(told, Acknowledgement::answeredQueued),
                count(told, Acknowledgement::inFlightAtFault),
                count(told, one -> one.end() == End.SUCCEEDED),
                count(told, one -> one.end() == End.UNACKNOWLEDGED && one.key().isPresent()),
                count(told, one -> one.end() == End.UNACKNOWLEDGED && one.key().isEmpty()),
                course.repeatsByReason(),
                course.faultsByKind(),
                course.requestsMetByKind(),
                course.faults(),
                course.endedByThemselves(),
                records.effects().size(),
                records.foundAsWanted().size(),
                rejectedByCode(told, rows),
                findings(verdict),
                toLand.isEmpty() ? 0 : toLand.getLast(),
                toLand.isEmpty() ? 0 : toLand.get(toLand.size() / 2),
                course.lastMended().map(mended -> slowestAfter(mended, rows)).orElse(0L),
                course.duration().toMillis());
    }

    private static long slowestAfter(Instant mended, List<LedgerRow> rows) {
        return rows.stream()
                .flatMap(row -> row.endedAt().stream()
                        .filter(end -> end.isAfter(mended))
                        .map(end -> millis(row.acceptedAt().isAfter(mended) ? row.acceptedAt() : mended, end)))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private static Map<String, Integer> rejectedByCode(List<Acknowledgement> told, List<LedgerRow> rows) {
        Map<String, Integer> counts = new TreeMap<>();
        rows.stream()
                .filter(row -> row.hasEnded() && !row.succeeded())
                .forEach(row -> counts.merge(row.code(), 1, Integer::sum));
        told.stream()
                .filter(one -> one.end() == End.REFUSED)
                .forEach(one -> counts.merge(one.code() + " (never accepted)", 1, Integer::sum));
        return counts;
    }

    private static Map<String, Integer> findings(Verdict verdict) {
        Map<String, Integer> counts = new TreeMap<>();
        verdict.counts().forEach((kind, count) -> counts.put(kind.label(), count));
        return counts;
    }

    private static int count(List<Acknowledgement> told, Predicate<Acknowledgement> which) {
        return (int) told.stream().filter(which).count();
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
