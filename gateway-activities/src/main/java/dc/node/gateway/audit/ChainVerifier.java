package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.audit.ChainReport.Anchor;
import dc.node.gateway.audit.ChainReport.Break;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks along the chain, page by page, and compares what is there with what was sealed. The gateway may go on meanwhile: each
 * page is one snapshot. Memory grows only with the number of gaps in the ids.
 */
public final class ChainVerifier {

    private static final int SEALS_OF_A_PAGE = 1_000;
    private static final int ROWS_OF_A_PAGE = 10_000;
    private static final int GAPS_OF_A_QUERY = 10_000;
    private static final int MOST_NAMED = 1_000;
    private static final long NO_SEAL = 0;

    private final SealStore seals;
    private final TransactionTemplate snapshots;

    public ChainVerifier(SealStore seals, PlatformTransactionManager transactions) {
        this.seals = seals;
        this.snapshots = new TransactionTemplate(transactions);
        this.snapshots.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshots.setReadOnly(true);
    }

    /**
     * What the chain is held against beside itself.
     *
     * @param anchor a seal that was noted elsewhere
     * @param keptSince no seal made since then may have been retired
     */
    public record Expectations(Optional<Anchor> anchor, Optional<Instant> keptSince) {
        public Expectations {
            requireNonNull(anchor, "anchor is null");
            requireNonNull(keptSince, "keptSince is null");
        }

        /** Nothing but that the chain is whole. */
        public static final Expectations NONE = new Expectations(Optional.empty(), Optional.empty());
    }

    /** Verifies all of it, or as far as the first break. */
    public ChainReport verify(Expectations expectations) {
        Walk walk = new Walk(expectations);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = requireNonNull(snapshots.execute(status -> walk.page()), "a page tells whether another follows");
        }
        if (walk.broken.isEmpty()) {
            snapshots.executeWithoutResult(status -> walk.end());
        }
        return walk.report();
    }

    /** How far one verification has come. */
    private final class Walk {

        private final Expectations expectations;
        private final IdRanges covered = new IdRanges();
        private @Nullable Seal last;
        private long retired;
        private long events;
        private long unsealed;
        private Optional<Break> broken = Optional.empty();

        Walk(Expectations expectations) {
            this.expectations = expectations;
        }

        ChainReport report() {
            return new ChainReport(
                    last == null ? 0 : last.number(),
                    retired,
                    events,
                    unsealed,
                    Optional.ofNullable(last).map(seal -> new Anchor(seal.number(), seal.hash())),
                    broken);
        }

        /** False when it was the last. */
        boolean page() {
            List<Seal> page = seals.page(last == null ? 0 : last.number(), SEALS_OF_A_PAGE, ROWS_OF_A_PAGE);
            // The links first: a forged seal might cover the whole table.
            List<Seal> sound = new ArrayList<>();
            Optional<Break> unsound = Optional.empty();
            @Nullable Seal before = last;
            for (Seal seal : page) {
                unsound = linkProblem(seal, before).map(what -> new Break(seal.number(), "", what));
                if (unsound.isPresent()) {
                    break;
                }
                sound.add(seal);
                before = seal;
            }
            broken = sound.isEmpty() ? Optional.empty() : compareRows(sound);
            if (broken.isEmpty()) {
                broken = unsound;
            }
            return broken.isEmpty() && !page.isEmpty();
        }

        private Optional<Break> compareRows(List<Seal> sound) {
            Map<Long, List<RowHash>> rows =
                    seals.rows(sound.getFirst().number(), sound.getLast().number());
            for (Seal seal : sound) {
                Optional<Break> problem = rowsProblem(seal, rows.getOrDefault(seal.number(), List.of()));
                if (problem.isPresent()) {
                    return problem;
                }
                retired += seal.retired() ? 1 : 0;
                events += seal.retired() ? 0 : seal.rowCount();
                last = seal;
            }
            return Optional.empty();
        }

        /** What is wrong with the seal itself. */
        private Optional<String> linkProblem(Seal seal, @Nullable Seal before) {
            long expectedNumber = before == null ? 1 : before.number() + 1;
            if (seal.number() != expectedNumber) {
                return Optional.of("Seal " + expectedNumber + " is missing.");
            }
            if (!seal.isGenuine()) {
                return Optional.of("The seal's columns are not those it was made with.");
            }
            if (!seal.previousHash().equals(before == null ? Seal.NO_HASH : before.hash())) {
                return Optional.of("The seal was not made after the one that stands before it.");
            }
            if (expectations
                    .anchor()
                    .filter(anchor ->
                            anchor.number() == seal.number() && !anchor.hash().equals(seal.hash()))
                    .isPresent()) {
                return Optional.of("The seal is not the expected one: the chain has been made anew.");
            }
            if (seal.retired() && before != null && !before.retired()) {
                return Optional.of("The seal is retired though an older one is not.");
            }
            if (seal.retired()
                    && expectations.keptSince().filter(seal.sealedAt()::isAfter).isPresent()) {
                return Optional.of("The seal is retired though its events were to be kept still.");
            }
            return covered.addAll(IdRanges.parse(seal.events()))
                    ? Optional.empty()
                    : Optional.of("The seal covers events that an earlier one covers.");
        }

        /** What is wrong with the rows that the seal covers. */
        private Optional<Break> rowsProblem(Seal seal, List<RowHash> rows) {
            IdRanges found = new IdRanges();
            rows.forEach(row -> found.add(row.id()));
            if (seal.retired()) {
                return rows.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Break(seal.number(), found.describe(), "Rows stand where retention removed all."));
            }
            IdRanges sealed = IdRanges.parse(seal.events());
            IdRanges missing = sealed.without(found);
            if (!missing.isEmpty()) {
                return Optional.of(new Break(seal.number(), missing.describe(), "Sealed rows are missing."));
            }
            return seal.rowsHash().equals(RowHash.ofAll(rows))
                    ? Optional.empty()
                    : Optional.of(new Break(
                            seal.number(), sealed.describe(), "At least one of these rows is not as it was sealed."));
        }

        /** What only the whole chain can tell. */
        void end() {
            broken = expectations
                    .anchor()
                    .filter(anchor -> last == null || last.number() < anchor.number())
                    .map(anchor -> new Break(
                            anchor.number(), "", "The expected seal is not there: the chain has been cut off."));
            if (broken.isPresent()) {
                return;
            }
            // Below this id a row had its time to be sealed.
            Optional<Long> settled =
                    Optional.ofNullable(last).flatMap(seal -> seals.settledBefore(seal, AuditSealer.HORIZON));
            for (String gaps : covered.complement(GAPS_OF_A_QUERY)) {
                List<Long> intruders = settled.map(highest -> seals.idsIn(gaps, highest, MOST_NAMED))
                        .orElse(List.of());
                if (!intruders.isEmpty()) {
                    IdRanges ids = new IdRanges();
                    intruders.forEach(ids::add);
                    broken = Optional.of(new Break(
                            NO_SEAL,
                            ids.describe(),
                            "Rows stand among sealed ones that were not there when these were sealed."));
                    return;
                }
                unsealed += seals.countIn(gaps);
            }
        }
    }
}
