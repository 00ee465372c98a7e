package dc.node.gateway.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {

    @Test
    void eachCallHasItsKeyAndNothingElseChanges() {
        Request request = Request.post("/mcp", Map.of("Accept", "x"), "{\"key\":\"" + Request.KEY + "\",\"end\":1}");

        assertThat(new String(request.under("0000000000000001"), UTF_8))
                .startsWith("POST /mcp HTTP/1.1\r\n")
                .contains("\r\nContent-Length: 34\r\n")
                .endsWith("\r\n\r\n{\"key\":\"0000000000000001\",\"end\":1}");
        assertThat(new String(request.under("0000000000000002"), UTF_8))
                .endsWith("\r\n\r\n{\"key\":\"0000000000000002\",\"end\":1}");
    }

    @Test
    void keysNeverRepeatAndFillTheirPlace() {
        Keys keys = new Keys(7);

        assertThat(keys.next()).hasSameSizeAs(Request.KEY).isNotEqualTo(keys.next());
    }
}
