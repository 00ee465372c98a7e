package dc.node.gateway.grants;

import java.util.Arrays;
import java.util.Optional;

/** A member's role in a project, with Tasker's number for it. */
public enum ProjectRole {
    GUEST(5),
    MEMBER(15),
    ADMIN(20);

    private final int number;

    ProjectRole(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Empty when Tasker has no role of this number. */
    public static Optional<ProjectRole> of(int number) {
        return Arrays.stream(values()).filter(role -> role.number == number).findFirst();
    }
}
