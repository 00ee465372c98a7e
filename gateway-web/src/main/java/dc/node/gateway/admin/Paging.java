package dc.node.gateway.admin;

/** How lists are cut into pages. */
final class Paging {

    static final String DEFAULT_LIMIT = "50";
    static final int MOST = 200;
    static final String MESSAGE = "limit must be a number from 1 to 200.";

    private Paging() {}
}
