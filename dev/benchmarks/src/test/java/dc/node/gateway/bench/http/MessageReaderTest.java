package dc.node.gateway.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class MessageReaderTest {

    private static MessageReader over(String text) {
        return new MessageReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Test
    void readsOneMessageAfterTheOther() throws IOException {
        MessageReader reader = over("HTTP/1.1 200 OK\r\ncontent-LENGTH: 3\r\nMcp-Session-Id: s1\r\n\r\nabc"
                + "HTTP/1.1 404 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        assertThat(reader.read()).isTrue();
        assertThat(reader.body()).isEqualTo("abc");
        assertThat(reader.isLast()).isFalse();
        assertThat(reader.header("mcp-session-id")).hasValue("s1");
        assertThat(reader.bodyHolds("bc".getBytes(UTF_8))).isTrue();
        assertThat(reader.bodyHolds("cb".getBytes(UTF_8))).isFalse();

        assertThat(reader.read()).isTrue();
        assertThat(reader.startLine()).isEqualTo("HTTP/1.1 404 X");
        assertThat(reader.body()).isEmpty();
        assertThat(reader.isLast()).isTrue();
        assertThat(reader.header("mcp-session-id")).isEmpty();

        assertThat(reader.read()).isFalse();
    }

    @Test
    void waitingTakesNothingAway() throws IOException {
        MessageReader reader = over("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");

        assertThat(reader.awaitNext()).isTrue();
        assertThat(reader.awaitNext()).isTrue();
        assertThat(reader.read()).isTrue();
        assertThat(reader.body()).isEqualTo("abc");
        assertThat(reader.awaitNext()).isFalse();
    }

    @Test
    void putsChunksTogether() throws IOException {
        String chunks = String.join("\r\n", "3", "abc", "A;x=y", "0123456789", "0", "", "");
        MessageReader reader =
                over("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "HTTP/1.1 204 X\r\n\r\n");

        assertThat(reader.read()).isTrue();
        assertThat(reader.body()).isEqualTo("abc0123456789");
        assertThat(reader.read()).isTrue();
        assertThat(reader.startLine()).isEqualTo("HTTP/1.1 204 X");
    }

    @Test
    void aBodyMayComeByteByByteAndBeLong() throws IOException {
        String body = "x".repeat(200_000);
        InputStream whole =
                new ByteArrayInputStream(("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + body).getBytes(UTF_8));
        MessageReader reader = new MessageReader(new InputStream() {
            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return whole.read(bytes, offset, Math.min(length, 1));
            }
        });

        assertThat(reader.read()).isTrue();
        assertThat(reader.body()).isEqualTo(body);
    }

    @Test
    void aMessageThatIsCutOffIsNone() {
        MessageReader reader = over("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");

        assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
    }
}
