package dc.node.gateway.tasker.nodedc;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Asks once more where a kept connection was closed just as a GET went out on it. Nothing else is repeated here: whether a
 * write took effect is for its next attempt to find out.
 */
final class RepeatedReads implements HttpRequestRetryStrategy {

    @Override
    public boolean retryRequest(HttpRequest request, IOException failure, int executions, HttpContext context) {
        boolean closed = failure instanceof NoHttpResponseException || failure.getClass() == SocketException.class;
        return executions == 1 && closed && Method.GET.isSame(request.getMethod()) && !cancelled(request);
    }

    @Override
    public boolean retryRequest(HttpResponse response, int executions, HttpContext context) {
        return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int executions, HttpContext context) {
        return TimeValue.ZERO_MILLISECONDS;
    }

    private static boolean cancelled(HttpRequest request) {
        return request instanceof CancellableDependency cancellable && cancellable.isCancelled();
    }
}
