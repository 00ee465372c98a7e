package dc.node.gateway.command;

import dc.node.gateway.audit.ChainReport;
import dc.node.gateway.audit.ChainReport.Anchor;
import dc.node.gateway.audit.ChainReport.Break;
import dc.node.gateway.audit.ChainVerifier;
import dc.node.gateway.audit.ChainVerifier.Expectations;
import dc.node.gateway.audit.SealStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code verify-audit}: compares the audit trail with the seals over it. Needs nothing but the database, which it only
 * reads; the gateway may run meanwhile.
 */
@Command(
        name = VerifyAudit.NAME,
        description = {
            "Compares the audit trail with the chain of seals over it.",
            "Reads DATABASE_URL, DATABASE_USER and DATABASE_PASSWORD, and needs nothing else running."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:The trail is as it was sealed.",
            "1:It is not; the first break is printed.",
            "2:It could not be verified."
        })
public final class VerifyAudit implements Callable<Integer> {

    /** The word that calls it. */
    public static final String NAME = "verify-audit";

    private static final int WHOLE = 0;
    private static final int BROKEN = 1;
    private static final int NOT_VERIFIED = 2;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this text")
    @SuppressWarnings("UnusedVariable") // Only picocli looks at it.
    private boolean help;

    @Option(
            names = "--expect",
            paramLabel = "NUMBER:HASH",
            converter = AnchorConverter.class,
            description =
                    "a latest seal that was noted before: it must still be there, and the same. Without it nobody can tell"
                            + " that the end of the trail was cut off, or all of it made anew")
    private @Nullable Anchor expected;

    @Option(
            names = "--kept-days",
            paramLabel = "DAYS",
            description =
                    "no seal younger than this may have been retired; give what GATEWAY_AUDIT_RETENTION_DAYS was set to all along")
    private @Nullable Integer keptDays;

    /** @param environment where the settings of the database stand */
    public VerifyAudit(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Runs it with these arguments and prints to standard output. */
    public static int run(List<String> arguments) {
        return commandLine(System.getenv()).execute(arguments.toArray(String[]::new));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new VerifyAudit(environment))
                .setExecutionExceptionHandler((problem, commandLine, parsed) -> {
                    if (problem instanceof DataAccessException || problem instanceof TransactionException) {
                        commandLine.getErr().println("The trail was not verified: " + problem.getMessage());
                        return NOT_VERIFIED;
                    }
                    throw problem;
                })
                .setExitCodeExceptionMapper(problem -> NOT_VERIFIED);
    }

    @Override
    public Integer call() {
        SingleConnectionDataSource database =
                new SingleConnectionDataSource(setting("DATABASE_URL"), setting("DATABASE_USER"), password(), true);
        database.setConnectionProperties(limits());
        try {
            ChainReport report = new ChainVerifier(SealStore.on(database), new JdbcTransactionManager(database))
                    .verify(expectations());
            print(report, spec.commandLine().getOut());
            return report.broken().isPresent() ? BROKEN : WHOLE;
        } finally {
            database.destroy();
        }
    }

    private Expectations expectations() {
        return new Expectations(
                Optional.ofNullable(expected),
                Optional.ofNullable(keptDays).map(days -> Instant.now().minus(Duration.ofDays(days))));
    }

    private static void print(ChainReport report, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "seals verified         %d (%d of them retired: their events are gone)%n",
                report.seals(),
                report.retiredSeals());
        out.printf(Locale.ROOT, "events verified        %d%n", report.events());
        report.broken().ifPresentOrElse(broken -> print(broken, out), () -> {
            out.printf(Locale.ROOT, "events not sealed yet  %d%n", report.unsealedEvents());
            report.latest().ifPresent(latest -> out.printf("latest seal            %s%n", latest));
            out.println("The trail is as it was sealed.");
            report.latest()
                    .ifPresent(
                            latest -> out.println(
                                    "Note the latest seal elsewhere: --expect with it proves later that all up to it is still there."));
        });
        out.flush();
    }

    private static void print(Break broken, PrintWriter out) {
        out.println("BROKEN " + (broken.seal() == 0 ? "outside every seal" : "at seal " + broken.seal())
                + (broken.events().isEmpty() ? "" : ", events " + broken.events()) + ": " + broken.what());
    }

    private String setting(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), name + " is not set; give it the value that the gateway has."));
    }

    /** Empty where the server asks for none. */
    private String password() {
        return environment.getOrDefault("DATABASE_PASSWORD", "");
    }

    /** In seconds: a page of the chain takes well under one. */
    private static Properties limits() {
        Properties limits = new Properties();
        limits.setProperty("ApplicationName", NAME);
        limits.setProperty("connectTimeout", "5");
        limits.setProperty("socketTimeout", "120");
        return limits;
    }

    /** Reads {@code 12:9f86d0...}. */
    static final class AnchorConverter implements ITypeConverter<Anchor> {

        private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,17}):([0-9a-f]{64})");

        @Override
        public Anchor convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("give it as the command printed it, such as 12:9f86d0...");
            }
            return new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2));
        }
    }
}
