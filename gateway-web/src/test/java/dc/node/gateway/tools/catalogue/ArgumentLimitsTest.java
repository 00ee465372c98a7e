package dc.node.gateway.tools.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentLimitsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": \"a\\u0000b\"} | /name",
                "{\"blocks\": [{}, {\"title\": \"\\ud800\"}]} | /blocks/1/title",
                "{\"layout\": {\"a/b\": \"\\udc00x\"}} | /layout/a~1b",
                "{\"layout\": {\"\\u0000\": 1}} | /layout",
                "{\"limit\": 1e999} | /limit",
                "{\"layout\": {\"n\": [1, -1e400]}} | /layout/n/1",
            })
    void whatIsBeyondTheLimitsIsFoundWhereItIs(String json, String pointer) {
        assertThat(ArgumentLimits.problemOf(Json.MAPPER.readTree(json)))
                .hasValueSatisfying(problem -> assertThat(problem.pointer()).isEqualTo(pointer));
    }

    @Test
    void otherTextInAnyScriptIsFine() {
        String json =
                "{\"name\": \"Zoë 漢字 \\ud83d\\ude00 \\t\\n\", \"count\": 3, \"x\": 2.50, \"big\": 12345678901234567890123, \"on\": true, \"none\": null}";

        assertThat(ArgumentLimits.problemOf(Json.MAPPER.readTree(json))).isEmpty();
    }

    @Test
    void cleaningTakesOutNothingElse() {
        assertThat(StorableText.clean("a\u0000b\ud800c😀")).isEqualTo("abc😀");
    }
}
