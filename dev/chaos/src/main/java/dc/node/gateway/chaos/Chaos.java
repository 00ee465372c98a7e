package dc.node.gateway.chaos;

import dc.node.gateway.chaos.fault.Fault;
import dc.node.gateway.chaos.fault.FaultDriver;
import dc.node.gateway.chaos.fault.FaultLog;
import dc.node.gateway.chaos.fault.Schedule;
import dc.node.gateway.chaos.fault.Step;
import dc.node.gateway.chaos.load.Ground;
import dc.node.gateway.chaos.load.Journal;
import dc.node.gateway.chaos.load.Load;
import dc.node.gateway.chaos.load.Pace;
import dc.node.gateway.chaos.load.Preparation;
import dc.node.gateway.chaos.report.Figures;
import dc.node.gateway.chaos.report.Goal;
import dc.node.gateway.chaos.report.Progress;
import dc.node.gateway.chaos.report.Report;
import dc.node.gateway.chaos.stack.ChaosStack;
import dc.node.gateway.chaos.stack.Sleep;
import dc.node.gateway.chaos.stack.Victim;
import dc.node.gateway.chaos.verdict.Ledger;
import dc.node.gateway.chaos.verdict.LedgerRow;
import dc.node.gateway.chaos.verdict.Records;
import dc.node.gateway.chaos.verdict.Verdict;
import dc.node.gateway.localstack.data.ScratchFolder;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One run from its start to its end: prepare, torment, mend, wait, compare. */
final class Chaos {

    /** So that no issue comes near the 200 blocks it may hold: some twelve of a hundred writes add one. */
    private static final int WRITES_PER_ISSUE = 100;

    private static final int FEWEST_SHARED_ISSUES = 2;
    private static final int CALLS_WANTED_IN_FLIGHT = 6;

    private final Settings settings;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final Journal journal = new Journal();
    private final FaultLog faultLog = new FaultLog();
    private final Pace pace = new Pace();

    Chaos(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Returns whether the promise holds. Whatever happens, no process is left behind. */
    boolean run() {
        ScratchFolder folder = ScratchFolder.of(settings.folder(), "tasker-gateway-chaos-");
        out.printf("Seed %d. Data and logs are in %s%n", settings.seed(), folder.path());
        ChaosStack stack = ChaosStack.in(folder.path());
        Ending ending = new Ending(stack);
        boolean holds = false;
        try {
            holds = run(stack, folder);
        } finally {
            ending.end();
            if (holds && folder.temporary()) {
                folder.discard();
            } else {
                out.printf("Data and logs are kept in %s%n", folder.path());
            }
        }
        return holds;
    }

    private boolean run(ChaosStack stack, ScratchFolder folder) {
        Instant begin = clock.instant();
        out.println("Starting Postgres, Temporal, a Tasker sandbox and two gateways ...");
        stack.start();
        Ground ground = new Preparation(stack)
                .prepare(
                        settings.agents(),
                        Math.max(Load.LANES, settings.writes() / settings.agents() / WRITES_PER_ISSUE + 1),
                        Math.max(FEWEST_SHARED_ISSUES, settings.writes() / WRITES_PER_ISSUE));
        Instant chaosBegan = clock.instant();
        out.printf(
                "All is ready after %d s.%n",
                Duration.between(begin, chaosBegan).toSeconds());
        List<Step> steps = Schedule.of(settings.seed(), settings.faults());
        torment(stack, ground, steps, chaosBegan);

        Ledger ledger = new Ledger(
                stack.parts().postgres().jdbcUrl(), stack.parts().secrets().postgresPassword());
        awaitEnds(ledger);
        Records records = new Records(
                journal.acknowledgements(), ledger.rows(), stack.sandbox().effectsAfter(0));
        Verdict verdict = Verdict.on(records);
        Figures.Course course = new Figures.Course(
                settings.seed(),
                settings.writes(),
                journal.repeatsByReason(),
                faultLog.countByKind(),
                faultLog.requestsMet(),
                faultLog.faults(),
                faultLog.endedByThemselves(),
                chaosBegan,
                faultLog.lastMended(),
                Duration.between(begin, clock.instant()));
        Report report = new Report(Figures.of(course, records, verdict), verdict, goal(steps));
        report.print(out);
        settings.report().ifPresent(report::write);
        if (!report.holds()) {
            report.write(folder.path().resolve("report.json"));
            Report.keep(folder.path(), records, stack.sandbox().requests());
            for (Victim victim : Victim.values()) {
                out.printf("Log of %s: %s%n", victim.label(), stack.log(victim));
            }
        }
        return report.holds();
    }

    private Goal goal(List<Step> steps) {
        Set<String> kinds = steps.stream()
                .flatMap(step -> step.faults().stream())
                .map(Fault::kind)
                .collect(Collectors.toSet());
        return new Goal(settings.writes(), settings.faults(), kinds, settings.leastQueued(), settings.leastInFlight());
    }

    /** Faults and writes together; when it returns all is mended and the agents have asked after each of their writes. */
    private void torment(ChaosStack stack, Ground ground, List<Step> steps, Instant begin) {
        Instant faultsEnd = begin.plus(settings.time());
        // A step that began in time may take long: the agents bear with it.
        Instant agentsEnd = faultsEnd.plus(settings.recovery()).plus(settings.recovery());
        try (Progress progress = new Progress(out, journal, faultLog, settings.writes(), settings.faults());
                Load load = new Load(ground, journal, clock)) {
            load.begin(settings.seed(), settings.writes(), pace, agentsEnd);
            int wanted = Math.min(CALLS_WANTED_IN_FLIGHT, Math.max(1, settings.agents() * Load.LANES / 2));
            new FaultDriver(stack, pace, journal, faultLog, clock, progress::tell, wanted)
                    .run(steps, settings.writes(), faultsEnd);
            progress.tell("all is mended");
            // What the time did not suffice for is sent without faults.
            pace.release(settings.writes());
            Instant recovered = clock.instant().plus(settings.recovery());
            load.awaitSent(recovered);
            progress.tell("agents ask after their writes");
            load.askAgain(recovered);
        }
    }

    /** Also of writes no agent was told of; what has not ended by then is a finding. */
    private void awaitEnds(Ledger ledger) {
        Instant limit = faultLog.lastMended().orElseGet(clock::instant).plus(settings.recovery());
        while (!ledger.rows().stream().allMatch(LedgerRow::hasEnded)
                && clock.instant().isBefore(limit)) {
            Sleep.during(Duration.ofMillis(500));
        }
    }
}
