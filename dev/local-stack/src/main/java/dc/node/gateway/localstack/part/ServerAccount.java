package dc.node.gateway.localstack.part;

import com.sun.security.auth.module.UnixSystem;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * As whom Postgres runs. It refuses to be root, which is who one is in most containers.
 *
 * @param prefix     what to put before a command
 * @param ownsFolder true when the command is another user, to whom its folder must be given
 */
record ServerAccount(List<String> prefix, boolean ownsFolder) {

    private static final int NOBODY = 65534;

    static final ServerAccount SELF = new ServerAccount(List.of(), false);

    /** Root outside, nobody in the process's own eyes: files stay root's and no folder changes hands. */
    static final ServerAccount USER_NAMESPACE = new ServerAccount(List.of("unshare", "-U"), false);

    static final ServerAccount NOBODY_ACCOUNT = new ServerAccount(
            List.of("setpriv", "--reuid", "" + NOBODY, "--regid", "" + NOBODY, "--clear-groups"), true);

    /**
     * The first way that works here.
     *
     * @throws LocalStackException when this is root and there is no way to run as anyone else
     */
    static ServerAccount detect() {
        if (new UnixSystem().getUid() != 0) {
            return SELF;
        }
        if (USER_NAMESPACE.works()) {
            return USER_NAMESPACE;
        }
        if (NOBODY_ACCOUNT.works()) {
            return NOBODY_ACCOUNT;
        }
        throw new LocalStackException(
                "Postgres refuses to run as root, and neither 'unshare -U' nor 'setpriv' works here: run ./run as an ordinary user.");
    }

    /** Gives a file or an empty folder to the account. */
    void own(Path path) {
        if (!ownsFolder) {
            return;
        }
        try {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be given to user %d.".formatted(path, NOBODY), e);
        }
    }

    private boolean works() {
        return Command.run(Command.after(prefix, List.of("true")), "", Duration.ofSeconds(5))
                .succeeded();
    }
}
