package dc.node.gateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/** Sends bytes that no HTTP client would, one connection each. */
final class RawHttp {

    /** Longer than the gateway waits for anything before it answers. */
    private static final int PATIENCE_MILLIS = 15_000;

    private final InetSocketAddress address;

    RawHttp(URI server) {
        this.address = new InetSocketAddress(server.getHost(), server.getPort());
    }

    RawAnswer send(FuzzRequest request) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(address, PATIENCE_MILLIS);
            write(socket, request);
            read(socket.getInputStream(), received);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer within %d ms to%n%s".formatted(PATIENCE_MILLIS, request), e);
        } catch (IOException reset) {
            // What had arrived by then counts. Who sends more than is read is disconnected.
            return new RawAnswer(received.toString(UTF_8));
        }
        return new RawAnswer(received.toString(UTF_8));
    }

    private static void write(Socket socket, FuzzRequest request) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request.bytes());
            out.flush();
        } catch (IOException disconnected) {
            // The answer may have come before the end of the request.
        }
    }

    /** To the end, or to where a stream of events has begun, which may stay open for as long as it likes. */
    private static void read(InputStream in, ByteArrayOutputStream received) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            received.write(buffer, 0, count);
            String head = new RawAnswer(received.toString(UTF_8)).head();
            if (head.contains("text/event-stream")) {
                return;
            }
        }
    }
}
