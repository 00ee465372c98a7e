package dc.node.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.audit.Trail;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VerifyAuditTest {

    private final Trail trail = new Trail();
    private final Map<String, String> environment = Map.of(
            "DATABASE_URL",
            trail.database.url(),
            "DATABASE_USER",
            trail.database.user(),
            "DATABASE_PASSWORD",
            trail.database.password());

    @Test
    void aWholeTrailIsToldWithItsLatestSeal() {
        trail.addSealed(3);
        trail.add(2);

        Run run = run(environment);

        assertThat(run.exitCode).isZero();
        assertThat(run.text.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("seals verified         3 (0 of them retired: their events are gone)"),
                        line -> assertThat(line).isEqualTo("events verified        9"),
                        line -> assertThat(line).isEqualTo("events not sealed yet  2"),
                        line -> assertThat(line).matches("latest seal            3:[0-9a-f]{64}"),
                        line -> assertThat(line).isEqualTo("The trail is as it was sealed."),
                        line -> assertThat(line).startsWith("Note the latest seal elsewhere"));
        assertThat(run(environment, "--expect", latest(run)).exitCode).isZero();
    }

    @Test
    void aBrokenOneEndsWithOneAndSaysWhere() {
        trail.addSealed(3);
        String noted = latest(run(environment));
        trail.tamper("delete from audit_event where id = 5");

        Run run = run(environment);

        assertThat(run.exitCode).isOne();
        assertThat(run.text).contains("BROKEN at seal 2, events 5: Sealed rows are missing.");

        trail.tamper("delete from audit_event; delete from audit_seal");
        assertThat(run(environment).exitCode).isZero();
        Run expecting = run(environment, "--expect", noted);
        assertThat(expecting.exitCode).isOne();
        assertThat(expecting.text).contains("BROKEN at seal 3: The expected seal is not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABASE_URL", "DATABASE_USER"})
    void withoutItsSettingsItSaysWhichIsMissing(String name) {
        Map<String, String> less = new java.util.HashMap<>(environment);
        less.remove(name);

        Run run = run(less);

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.text).contains(name + " is not set");
    }

    @Test
    void withoutTheDatabaseNothingIsVerified() {
        Run run = run(Map.of("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/gateway", "DATABASE_USER", "gateway"));

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.text).contains("The trail was not verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3:abc", "0:" + ZEROS, "x:" + ZEROS})
    void anExpectationIsSpelledAsItWasPrinted(String text) {
        assertThat(run(environment, "--expect", text).exitCode).isEqualTo(2);
    }

    private static final String ZEROS = "0000000000000000000000000000000000000000000000000000000000000000";

    private record Run(int exitCode, String text) {}

    private static Run run(Map<String, String> environment, String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine command = VerifyAudit.commandLine(environment);
        command.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
        return new Run(command.execute(arguments), text.toString());
    }

    private static String latest(Run run) {
        return run.text
                .lines()
                .filter(line -> line.startsWith("latest seal"))
                .findFirst()
                .orElseThrow()
                .substring("latest seal            ".length());
    }
}
