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
                "{\"limit\": 9007199254740993} | /limit",
                "{\"limit\": 9007199254740992} | /limit",
                "{\"limit\": -9007199254740992} | /limit",
                "{\"limit\": 100000000000000000000} | /limit",
                "{\"sort_order\": 0.12345678901234567890} | /sort_order",
                "{\"sort_order\": 9007199254740993.0} | /sort_order",
                "{\"sort_order\": 1e-400} | /sort_order",
            })
    void whatIsBeyondTheLimitsIsFoundWhereItIs(String json, String pointer) {
        assertThat(ArgumentLimits.problemOf(Json.MAPPER.readTree(json)))
                .hasValueSatisfying(problem -> assertThat(problem.pointer()).isEqualTo(pointer));
    }

    @Test
    void otherTextInAnyScriptIsFine() {
        String json =
                "{\"name\": \"Zoë 漢字 \\ud83d\\ude00 \\t\\n\", \"count\": 3, \"x\": 2.50, \"big\": 9007199254740991, \"small\": -9007199254740991, \"f\": [0.1, -65535.5, 1e300, 0, -0.0, 123456789.012345, 1.7976931348623157e308], \"on\": true, \"none\": null}";

        assertThat(ArgumentLimits.problemOf(Json.MAPPER.readTree(json))).isEmpty();
    }

    @Test
    void aNumberBeyondThemIsToldItsLimits() {
        assertThat(ArgumentLimits.problemOf(Json.MAPPER.readTree("{\"limit\": 9007199254740993}")))
                .hasValue(new ArgumentProblem(
                        "/limit",
                        "Readers of JSON would change this number: whole numbers may go up to 9007199254740991, others"
                                + " have at most 15 digits. Send it as text if its digits matter."));
    }

    @Test
    void cleaningTakesOutNothingElse() {
        assertThat(StorableText.clean("a\u0000b\ud800c😀")).isEqualTo("abc😀");
    }
}
