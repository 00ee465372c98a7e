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
import java.util.concurrent.TimeUnit;

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
            socket.connect(address, PATIENCE_MILLIS);
            write(socket, request);
            read(socket, request.mayBeAnsweredWithoutEnd(), received);
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "no whole answer within %d ms to%n%s%n--- but only%n%s"
                            .formatted(PATIENCE_MILLIS, request, received.toString(UTF_8)),
                    e);
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

    /**
     * To the end.
     *
     * @param endless whether a stream of events may stay open for as long as it likes: it is read to where it has begun
     * @throws SocketTimeoutException when the answer has not ended in time, no matter how much of it has come
     */
    private static void read(Socket socket, boolean endless, ByteArrayOutputStream received) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        while (true) {
            int left = (int) TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the answer goes on and on");
            }
            socket.setSoTimeout(left);
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            received.write(buffer, 0, count);
            if (endless && new RawAnswer(received.toString(UTF_8)).isEvents()) {
                return;
            }
        }
    }
}
