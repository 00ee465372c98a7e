package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.LocalStackException;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of machine for which Postgres and the Temporal CLI are at hand, and what they are called there. */
enum Platform {
    LINUX_X86_64(
            "linux",
            "x86_64",
            "postgres-linux-x86_64.txz",
            "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a"),
    LINUX_ARM_64(
            "linux",
            "arm_64",
            "postgres-linux-arm_64.txz",
            "75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc"),
    MACOS_X86_64(
            "macos",
            "x86_64",
            "postgres-darwin-x86_64.txz",
            "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf"),
    MACOS_ARM_64(
            "macos",
            "arm_64",
            "postgres-darwin-arm_64.txz",
            "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc");

    private final String system;
    private final String processor;
    private final String postgresArchive;
    private final String temporalWheelSha256;

    Platform(String system, String processor, String postgresArchive, String temporalWheelSha256) {
        this.system = system;
        this.processor = processor;
        this.postgresArchive = postgresArchive;
        this.temporalWheelSha256 = temporalWheelSha256;
    }

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /**
     * @param osName as in the system property {@code os.name}
     * @param osArch as in the system property {@code os.arch}
     */
    static Platform of(String osName, String osArch) {
        String system = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "macos" : osName.toLowerCase(Locale.ROOT);
        String processor = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> osArch;
        };
        return Arrays.stream(values())
                .filter(platform -> platform.system.equals(system) && platform.processor.equals(processor))
                .findFirst()
                .orElseThrow(() -> new LocalStackException(
                        "The local stack runs on Linux and macOS, on x86_64 and arm64; this is %s on %s."
                                .formatted(osName, osArch)));
    }

    /** The name of the archive with Postgres for this machine, as it lies on the class path. */
    String postgresArchive() {
        return postgresArchive;
    }

    /** SHA-256 of the pinned wheel with the Temporal CLI for this machine. */
    String temporalWheelSha256() {
        return temporalWheelSha256;
    }
}
