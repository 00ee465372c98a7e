package dc.node.gateway.blocks;

import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who wrote a note, and when, as its block tells people.
 *
 * @param author name shown to people
 */
public record Signature(String author, Instant at) {

    static final String KIND = "kind";
    static final String AUTHOR = "author";
    static final String CREATED_AT = "created_at";

    /** With any of these a block passes for a note of somebody's. */
    private static final Set<String> MARKS = Set.of(KIND, AUTHOR, CREATED_AT);

    /** Takes the place of whatever signature a note came with; what is no note is left alone. */
    public void replaceIn(ObjectNode block) {
        if (MARKS.stream().anyMatch(block::has)) {
            writeTo(block);
        }
    }

    void writeTo(ObjectNode block) {
        block.put(AUTHOR, author);
        block.put(CREATED_AT, at.toString());
    }
}
