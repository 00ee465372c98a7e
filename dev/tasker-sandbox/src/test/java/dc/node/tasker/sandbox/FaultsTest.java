package dc.node.tasker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.tasker.sandbox.SandboxClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultsTest extends RunningSandbox {

    @Test
    void downClosesTheConnectionAndDoesNothing() {
        client.fault("{\"mode\": \"down\"}");

        assertThatThrownBy(FaultsTest::rename)
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.get("/health")).isInstanceOf(UncheckedIOException.class);
        assertThat(client.effects()).isEmpty();
    }

    @Test
    void slowWaitsAndThenAnswers() {
        client.fault("{\"mode\": \"slow\", \"latency_ms\": 300}");
        long begin = System.nanoTime();

        assertThat(rename().status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(client.effects().size()).isEqualTo(1);
    }

    @Test
    void errorAnswersBeforeAnythingIsDone() {
        client.fault("{\"mode\": \"error\", \"status\": 503}");

        assertThat(rename().status()).isEqualTo(503);
        assertThat(client.get("/health").status()).isEqualTo(503);
        assertThat(client.effects()).isEmpty();
    }

    @Test
    void errorAfterCommitHasDoneTheWrite() {
        client.fault("{\"mode\": \"error_after_commit\"}");

        assertThat(rename().status()).isEqualTo(500);
        assertThat(client.effects().size()).isEqualTo(1);
    }

    @Test
    void errorAfterCommitAlsoHidesARefusal() {
        client.fault("{\"mode\": \"error_after_commit\", \"status\": 502}");

        assertThat(client.get("/issues/unknown").status()).isEqualTo(502);
    }

    @Test
    void dropConnectionHasDoneTheWrite() {
        client.fault("{\"mode\": \"drop_connection\", \"count\": 1}");

        assertThatThrownBy(FaultsTest::rename).isInstanceOf(UncheckedIOException.class);
        assertThat(client.effects().size()).isEqualTo(1);
        assertThat(client.get("/issues/" + ISSUE).at("/issue/name")).isEqualTo("Renamed");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1000, 1", "1001, 2", "3000, 3"})
    void rateLimitTellsWhenToComeBackAndDoesNotWait(int latency, String retryAfter) {
        client.fault("{\"mode\": \"rate_limit\", \"latency_ms\": %d}".formatted(latency));

        Response response = rename();

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.headers()).containsEntry("retry-after", retryAfter);
        assertThat(response.at("/error/code")).isEqualTo("rate_limited");
        assertThat(client.effects()).isEmpty();
    }

    @Test
    void garbageIsNotJsonAndDoesNothing() {
        client.fault("{\"mode\": \"garbage\"}");

        Response response = rename();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).startsWith("<html>");
        assertThat(client.effects()).isEmpty();
    }

    @Test
    void aFaultStrikesOnlyWhatItMatchesAndOnlyAsOftenAsItMay() {
        client.fault("""
                {"mode": "error", "count": 2, "match": {"method": "patch", "path_regex": "/issues/[^/]+$"}}
                """);

        assertThat(client.get("/issues/" + ISSUE).status()).isEqualTo(200);
        assertThat(client.write("PUT", "/issues/" + ISSUE + "/labels", "{\"label_ids\": []}")
                        .status())
                .isEqualTo(200);
        assertThat(List.of(rename().status(), rename().status(), rename().status()))
                .containsExactly(500, 500, 200);
    }

    @Test
    void theFirstFaultThatFitsWins() {
        client.fault("{\"mode\": \"error\", \"status\": 501, \"count\": 1}");
        client.fault("{\"mode\": \"error\", \"status\": 502}");

        assertThat(List.of(rename().status(), rename().status())).containsExactly(501, 502);
    }

    @Test
    void aRateStrikesTheSameRequestsAfterEachReset() {
        List<Integer> first = statusesUnderHalfRate();
        client.control("POST", "/sandbox/reset", "");
        List<Integer> second = statusesUnderHalfRate();

        assertThat(first).contains(200, 500).isEqualTo(second);
    }

    @Test
    void deletingFaultsEndsThem() {
        client.fault("{\"mode\": \"error\"}");
        client.control("DELETE", "/sandbox/faults", "");

        assertThat(rename().status()).isEqualTo(200);
    }

    @Test
    void aNewFaultIsEchoedWithItsDefaults() {
        assertThat(client.fault("{\"mode\": \"slow\", \"match\": {\"path_regex\": \"comments\"}}")
                        .text())
                .isEqualTo("{\"faults\":[{\"mode\":\"slow\",\"rate\":1.0,\"latency_ms\":1000,\"status\":500,"
                        + "\"match\":{\"method\":null,\"path_regex\":\"comments\"},\"count\":null}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|mode must be one of down, slow",
                "{\"mode\": \"explode\"}|mode must be one of",
                "{\"mode\": \"error\", \"rate\": 1.5}|rate must be a number from 0 to 1.",
                "{\"mode\": \"error\", \"status\": 200}|status must be a whole number from 400 to 599.",
                "{\"mode\": \"slow\", \"latency_ms\": -1}|latency_ms must be",
                "{\"mode\": \"error\", \"count\": 0}|count must be",
                "{\"mode\": \"error\", \"count\": 1.5}|count must be",
                "{\"mode\": \"error\", \"match\": {\"path_regex\": \"(\"}}|path_regex is not a regular expression",
                "{\"mode\": \"error\", \"match\": \"all\"}|match must be an object",
                "{\"mode\": \"error\", \"match\": {\"host\": \"x\"}}|Unknown field host.",
                "{\"mode\": \"error\", \"times\": 1}|Unknown field times."
            })
    void aMalformedFaultIsRefusedWithASentence(String fault, String sentence) {
        Response response = client.fault(fault);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.at("/error/message")).startsWith(sentence);
        assertThat(rename().status()).isEqualTo(200);
    }

    private static List<Integer> statusesUnderHalfRate() {
        client.fault("{\"mode\": \"error\", \"rate\": 0.5}");
        return IntStream.range(0, 20).mapToObj(i -> rename().status()).toList();
    }

    private static Response rename() {
        return client.write("PATCH", "/issues/" + ISSUE, "{\"name\": \"Renamed\"}");
    }
}
