package dc.node.gateway.bench.bare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The one request, with the client that the gateway uses too. */
final class HttpComment implements CommentActivity {

    private static final Duration LIMIT = Duration.ofSeconds(6);
    private static final String BODY =
            "{\"comment_html\":\"<p>Noted.</p>\",\"external_source\":\"bare\",\"external_id\":\"bare\"}";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final int port;

    HttpComment(int port) {
        this.port = port;
    }

    @Override
    public void comment(String issueId) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:%d/api/internal/nodedc/agent/issues/%s/comments".formatted(port, issueId)))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BODY))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 201) {
                throw new IllegalStateException("the stub answered " + response.statusCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
