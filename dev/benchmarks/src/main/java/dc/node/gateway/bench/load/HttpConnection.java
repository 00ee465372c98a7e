package dc.node.gateway.bench.load;

import dc.node.gateway.bench.http.MessageReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One HTTP/1.1 connection to this machine that is kept alive, over a plain socket.
 *
 * <p>Load, gateway and upstream share the machine's cores, so what the load costs is missing from what is measured. The JDK's
 * client hands each exchange between several threads, and Apache's makes objects of each header. A request that is rendered once,
 * one write, and an answer of which only status, length and a few words are looked at cost a fraction of either.
 */
final class HttpConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;

    /** Longer than the gateway lets any caller wait. */
    private static final int SILENCE_MILLIS = 30_000;

    private static final String ANSWER = "HTTP/1.1 ";

    private final InetSocketAddress address;
    private Socket socket = new Socket();
    private MessageReader answer = new MessageReader(new ByteArrayInputStream(new byte[0]));
    private boolean open;

    HttpConnection(int port) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * Sends a whole request and takes in the whole answer. After an answer that the server calls its last, and after a failure, the
     * next exchange begins with connecting, as any client's would.
     *
     * @return the status
     * @throws IOException when there is none
     */
    int exchange(byte[] request) throws IOException {
        if (!open) {
            connect();
        }
        // Until all went well it is not to be used again.
        open = false;
        try {
            socket.getOutputStream().write(request);
            if (!answer.read() || !answer.startLine().startsWith(ANSWER)) {
                throw new IOException("there was no HTTP answer");
            }
            open = !answer.isLast();
            return Integer.parseInt(answer.startLine(), ANSWER.length(), ANSWER.length() + 3, 10);
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    /** The last answer. */
    MessageReader answer() {
        return answer;
    }

    @Override
    public void close() throws IOException {
        open = false;
        socket.close();
    }

    private void connect() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.connect(address, CONNECT_MILLIS);
        answer = new MessageReader(socket.getInputStream());
        open = true;
    }
}
