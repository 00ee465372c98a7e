package dc.node.gateway.localstack.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir
    private Path folder;

    private record Numbers(List<Integer> numbers) {}

    @Test
    void onlyTheOwnerMayReadAFile() throws Exception {
        Path file = folder.resolve("secrets.json");

        PrivateFiles.write(file, new Numbers(List.of(1)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsNotThereIsEmpty() {
        assertThat(PrivateFiles.read(folder.resolve("none.json"), Numbers.class))
                .isEmpty();
    }

    @Test
    void aReaderSeesTheOldContentOrTheNewAndNeverAPart() throws Exception {
        Path file = folder.resolve("run.json");
        List<Integer> many = Stream.iterate(0, number -> number + 1).limit(5000).toList();
        PrivateFiles.write(file, new Numbers(many));
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 50; i++) {
                PrivateFiles.write(file, new Numbers(many));
            }
        });

        while (!writer.isDone()) {
            assertThat(PrivateFiles.read(file, Numbers.class)).isEqualTo(Optional.of(new Numbers(many)));
        }

        writer.join();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
