package dc.node.gateway.localstack.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at the ports of the loopback interface. */
public final class FreePorts {

    // Below the range from which systems take the ports of outgoing connections, so that a part which is down for a
    // while finds its port free again.
    private static final int LOWEST = 20_000;
    private static final int COUNT = 10_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 500;

    // A part takes its port seconds after it was picked, and several stacks may start in one process.
    private static final Set<Integer> PICKED_BEFORE = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** So many different ports, free at the time of asking, and none that this process has been given before. */
    public static List<Integer> pick(int count, Random random) {
        Set<Integer> picked = new LinkedHashSet<>();
        for (int tries = 0; picked.size() < count; tries++) {
            if (tries > COUNT) {
                throw new LocalStackException(
                        "No free port was found between %d and %d on 127.0.0.1.".formatted(LOWEST, LOWEST + COUNT));
            }
            int port = LOWEST + random.nextInt(COUNT);
            if (PICKED_BEFORE.add(port) && isFree(port)) {
                picked.add(port);
            }
        }
        return List.copyOf(picked);
    }

    public static boolean isFree(int port) {
        return !answers(port) && canBeBound(port);
    }

    /** True when something accepts connections there. */
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBeBound(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
