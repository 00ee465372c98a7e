package dc.node.gateway.localstack.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondRunOnTheSameFolderIsToldWhoHasIt() {
        DataDirectory data = new DataDirectory(folder);
        try (DataLock held = DataLock.acquire(data)) {
            assertThat(held).isNotNull();
            assertThat(DataLock.holder(data)).contains(ProcessIdentity.current());
            assertThatThrownBy(() -> DataLock.acquire(data))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void aFolderThatWasGivenBackCanBeTakenAgain() {
        DataDirectory data = new DataDirectory(folder);
        DataLock.acquire(data).close();

        assertThat(DataLock.holder(data)).isEmpty();
        DataLock.acquire(data).close();
    }
}
