package dc.node.gateway.sessions;

import java.util.List;
import java.util.Optional;

/** How the writes of a session stand, its start and finish left out. */
public record SessionCounts(int landed, int pending, int rejected) {

    public static final SessionCounts NONE = new SessionCounts(0, 0, 0);

    /** What became of its writes, to stand at the front of a sentence. */
    public String sentence() {
        String landedWords = landed == 1 ? "1 write landed" : landed + " writes landed";
        return rejected == 0 ? landedWords : landedWords + ", " + wereRefused(rejected);
    }

    /** What there is to say of the refused writes that are not among {@code named}. */
    public Optional<String> rejectedBeside(List<RejectedWrite> named) {
        int more = rejected - named.size();
        return more > 0 ? Optional.of("And " + wereRefused(more) + " beside these.") : Optional.empty();
    }

    private static String wereRefused(int count) {
        return count + (count == 1 ? " was" : " were") + " refused";
    }
}
