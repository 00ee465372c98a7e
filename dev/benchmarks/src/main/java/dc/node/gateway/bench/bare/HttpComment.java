package dc.node.gateway.bench.bare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/** The one request, with the client that the gateway uses too and on the activity's own thread, as there. */
final class HttpComment implements CommentActivity, AutoCloseable {

    private static final Timeout CONNECT = Timeout.ofSeconds(2);
    private static final Timeout LIMIT = Timeout.ofSeconds(6);
    private static final int MOST_CONNECTIONS = 1_000;
    private static final byte[] BODY =
            "{\"comment_html\":\"<p>Noted.</p>\",\"external_source\":\"bare\",\"external_id\":\"bare\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(LIMIT)
                            .build())
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom()
                    .setConnectionRequestTimeout(LIMIT)
                    .setResponseTimeout(LIMIT)
                    .setProtocolUpgradeEnabled(false)
                    .setAuthenticationEnabled(false)
                    .build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
    private final String url;

    HttpComment(int port) {
        this.url = "http://127.0.0.1:%d/api/internal/nodedc/agent/issues/".formatted(port);
    }

    @Override
    public void comment(String issueId) {
        HttpPost request = new HttpPost(url + issueId + "/comments");
        request.setEntity(new ByteArrayEntity(BODY, ContentType.APPLICATION_JSON));
        try {
            int status = client.execute(request, response -> {
                response.getEntity().getContent().readAllBytes();
                return response.getCode();
            });
            if (status != 201) {
                throw new IllegalStateException("the stub answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
