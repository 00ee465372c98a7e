package dc.node.gateway.html;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Writes a clean tree as plain text, line by line. */
final class PlainLines implements NodeVisitor {

    private static final Set<String> CELLS = Set.of("td", "th");
    private static final Pattern SPACES_AT_LINE_ENDS = Pattern.compile("[ \\t]+\\n");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\n{3,}");

    private final StringBuilder text = new StringBuilder();

    private PlainLines() {}

    static String of(Element clean) {
        PlainLines lines = new PlainLines();
        clean.traverse(lines);
        String written = SPACES_AT_LINE_ENDS.matcher(lines.text).replaceAll("\n");
        return EMPTY_LINES.matcher(written).replaceAll("\n\n").strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode textNode) {
            write(textNode);
        } else if (node instanceof Element element) {
            begin(element);
        }
    }

    private void write(TextNode node) {
        boolean asWritten = Optional.ofNullable(node.parent())
                .filter(parent -> parent.closest("pre") != null)
                .isPresent();
        String words = asWritten ? node.getWholeText() : node.text();
        text.append(atLineStart() && !asWritten ? words.stripLeading() : words);
    }

    private void begin(Element element) {
        switch (element.normalName()) {
            case "br" -> text.append('\n');
            case "li" -> {
                newLine();
                text.append("- ");
            }
            case "input" -> text.append(element.hasAttr("checked") ? "[x] " : "[ ] ");
            default -> {
                if (element.isBlock() && !inItem(element)) {
                    newLine();
                }
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        if (CELLS.contains(element.normalName())) {
            text.append(" ");
        } else if (element.isBlock()) {
            newLine();
        }
    }

    /** The first block of an item stands behind the item's dash. */
    private boolean inItem(Element block) {
        return CELLS.contains(block.normalName()) || endsWithDash();
    }

    private boolean endsWithDash() {
        int length = text.length();
        return length >= 2 && text.charAt(length - 2) == '-' && text.charAt(length - 1) == ' ';
    }

    private void newLine() {
        if (!atLineStart()) {
            text.append('\n');
        }
    }

    private boolean atLineStart() {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }
}
