package dc.node.gateway.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingCodeTest {

    @Test
    void aCodeIsThreeGroupsWithoutLettersThatLookLikeDigits() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(PairingCode.mint(new SecureRandom()).reveal())
                    .matches("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A0B1-C1D2-E3F4",
                "a0b1-c1d2-e3f4",
                "A0B1C1D2E3F4",
                " a0b1 c1d2 e3f4 ",
                "AOBI-CLD2-E3F4",
                "aobl-cid2-e3f4"
            })
    void aCodeIsReadAsPeopleTypeIt(String typed) {
        assertThat(PairingCode.parse(typed))
                .hasValueSatisfying(code -> assertThat(code.reveal()).isEqualTo("A0B1-C1D2-E3F4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A0B1-C1D2-E3F", "A0B1-C1D2-E3F45", "A0B1-C1D2-E3FU", "A0B1_C1D2_E3F4", "А0B1-C1D2-E3F4"})
    void whatCannotBeACodeIsNone(String typed) {
        assertThat(PairingCode.parse(typed)).isEmpty();
    }

    @Test
    void aCodeDoesNotPrintItself() {
        PairingCode code = PairingCode.mint(new SecureRandom());

        assertThat(code.toString()).doesNotContain(code.reveal().substring(0, 4));
    }
}
