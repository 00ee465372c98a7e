package dc.node.gateway.admin;

/** How lists are cut into pages. */
public final class Paging {

    public static final String DEFAULT_LIMIT = "50";
    public static final int MOST = 200;
    public static final String MESSAGE = "limit must be a number from 1 to 200.";

    private Paging() {}
}
