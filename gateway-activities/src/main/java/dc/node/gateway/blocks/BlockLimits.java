package dc.node.gateway.blocks;

/** What one issue's blocks may hold. Text is counted in UTF-16 units, as {@link String#length()} does. */
public final class BlockLimits {
    public static final int BLOCKS = 200;
    public static final int ITEMS_PER_CHECKER = 200;
    public static final int ID_LENGTH = 100;
    public static final int TITLE_LENGTH = 255;
    public static final int ITEM_TEXT_LENGTH = 1_000;
    public static final int BODY_HTML_LENGTH = 50_000;
    public static final int KIND_LENGTH = 100;

    private BlockLimits() {}
}
