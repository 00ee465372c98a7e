package dc.node.tasker.sandbox.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** The ids of everything a fresh sandbox holds: derived from names, so the same in every sandbox. */
public final class SeedIds {

    /** The one workspace. */
    public static final String WORKSPACE = "nodedc";

    private SeedIds() {}

    /** A project, CORE or EDGE. */
    public static String project(String identifier) {
        return id("project/" + identifier);
    }

    /** A state of a project by its name, such as Todo. */
    public static String state(String project, String name) {
        return id("state/" + project + "/" + name);
    }

    /** A label of a project: bug, feature, docs or chore. */
    public static String label(String project, String name) {
        return id("label/" + project + "/" + name);
    }

    /** A person: guest, member, admin, inactive (in both projects, no longer active), outsider (in no project). */
    public static String member(String who) {
        return id("member/" + who);
    }

    /** An issue by its number, 1 to 100. */
    public static String issue(String project, int number) {
        return id("issue/" + project + "-" + number);
    }

    static String comment(String project, int issueNumber, int index) {
        return id("comment/" + project + "-" + issueNumber + "/" + index);
    }

    static String block(String project, int issueNumber, String name) {
        return id("block/" + project + "-" + issueNumber + "/" + name);
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(("tasker-sandbox/" + name).getBytes(UTF_8))
                .toString();
    }
}
