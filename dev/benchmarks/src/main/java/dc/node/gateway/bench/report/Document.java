package dc.node.gateway.bench.report;

import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown file with parts between markers, which are written by this program while people write the rest. */
final class Document {

    private final Path file;
    private final String text;

    Document(Path file) {
        this(file, read(file));
    }

    private Document(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * The same with another part between {@code <!-- name -->} and {@code <!-- /name -->}.
     *
     * @throws LocalStackException when it has no such markers
     */
    Document replace(String name, String part) {
        String begin = "<!-- %s -->\n".formatted(name);
        String end = "<!-- /%s -->".formatted(name);
        int start = text.indexOf(begin);
        int stop = text.indexOf(end, Math.max(start, 0));
        if (start < 0 || stop < 0) {
            throw new LocalStackException("%s lacks the markers %s and %s.".formatted(file, begin.strip(), end));
        }
        return new Document(file, text.substring(0, start + begin.length()) + part + text.substring(stop));
    }

    String text() {
        return text;
    }

    void write() {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
