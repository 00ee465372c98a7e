package dc.node.gateway.localstack.data;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What one stack keeps to itself, in {@code secrets.json} with mode 0600. Made once; a restart finds the same.
 *
 * @param postgresPassword  of the database's one user
 * @param adminToken        opens the gateway's administrative API
 * @param taskerAccessToken opens Tasker's internal adapter to the gateway
 * @param taskerAdminToken  opens the Tasker sandbox's control interface
 * @param agent             the agent made for whoever uses the stack, once there is one
 */
public record Secrets(
        String postgresPassword,
        String adminToken,
        String taskerAccessToken,
        String taskerAdminToken,
        Optional<Agent> agent) {

    /** The agent's id and its token. */
    public record Agent(String id, String token) {

        @Override
        public String toString() {
            return "Agent[" + id + "]";
        }
    }

    private static final String FILE = "secrets.json";

    /** The secrets in this folder, made and written on first use. */
    public static Secrets of(DataDirectory data) {
        return PrivateFiles.read(data.file(FILE), Secrets.class).orElseGet(() -> {
            SecureRandom random = new SecureRandom();
            Secrets made = new Secrets(token(random), token(random), token(random), token(random), Optional.empty());
            made.keep(data);
            return made;
        });
    }

    public Secrets withAgent(Agent newAgent) {
        return new Secrets(postgresPassword, adminToken, taskerAccessToken, taskerAdminToken, Optional.of(newAgent));
    }

    public void keep(DataDirectory data) {
        PrivateFiles.write(data.file(FILE), this);
    }

    @Override
    public String toString() {
        return "Secrets[]";
    }

    /** 256 random bits as hex: safe in URLs, headers and environment variables. */
    private static String token(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
