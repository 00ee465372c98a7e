package dc.node.gateway.grants;

import java.util.Arrays;
import java.util.Optional;

/** One kind of act a grant can allow. The wire names are the owner's contract. */
public enum Scope {
    WORKSPACE_READ("workspace:read"),
    PROJECT_READ("project:read"),
    ISSUE_READ("issue:read"),
    ISSUE_CREATE("issue:create"),
    ISSUE_UPDATE("issue:update"),
    ISSUE_MOVE("issue:move"),
    ISSUE_LABEL("issue:label"),
    ISSUE_ASSIGN("issue:assign"),
    ISSUE_COMMENT("issue:comment"),
    ISSUE_STRUCTURED_BLOCKS_WRITE("issue:structured_blocks:write"),
    PROJECT_MEMBER_ADD_EXISTING("project:member:add_existing");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Empty when no scope has this wire name. */
    public static Optional<Scope> parse(String wireName) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(wireName))
                .findFirst();
    }

    @Override
    public String toString() {
        return wireName;
    }
}
