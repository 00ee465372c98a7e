package dc.node.gateway.html;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Copies what the policy allows from one tree to another and notes what it leaves behind. A copy is linear in size. */
final class CleanCopy implements NodeFilter {
    private static final int ROOT = 0;
    private static final Pattern SHOWABLE_NAME = Pattern.compile("[a-z][a-z0-9:_-]{0,39}");

    private Element destination;
    private final Set<String> removals = new LinkedHashSet<>();

    private CleanCopy(Element destination) {
        this.destination = destination;
    }

    /** Returns a sentence for each kind of thing that was not copied. */
    static Set<String> copy(Element source, Element destination) {
        CleanCopy copy = new CleanCopy(destination);
        source.filter(copy);
        return copy.removals;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (depth == ROOT) {
            return FilterResult.CONTINUE;
        }
        return switch (node) {
            case Element element -> enter(element);
            case TextNode text -> {
                destination.appendChild(new TextNode(text.getWholeText()));
                yield FilterResult.CONTINUE;
            }
            // What a raw text element holds goes with the element, which is noted by itself.
            case DataNode data -> FilterResult.SKIP_ENTIRELY;
            default -> {
                removals.add("Removed a comment.");
                yield FilterResult.SKIP_ENTIRELY;
            }
        };
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (depth != ROOT && node instanceof Element element && isAllowed(element)) {
            destination = requireNonNull(destination.parent(), "the copy left its root");
        }
        return FilterResult.CONTINUE;
    }

    private FilterResult enter(Element element) {
        if (!isAllowed(element)) {
            removals.add("Removed " + shown(element) + ".");
            return HtmlPolicy.removesContent(element.normalName()) ? FilterResult.SKIP_ENTIRELY : FilterResult.CONTINUE;
        }
        Element copy = new Element(element.normalName());
        for (Attribute attribute : element.attributes()) {
            copyAttribute(element, attribute, copy);
        }
        destination.appendChild(copy);
        destination = copy;
        return FilterResult.CONTINUE;
    }

    private void copyAttribute(Element element, Attribute attribute, Element copy) {
        if (HtmlPolicy.allowsAttribute(element.normalName(), attribute.getKey(), attribute.getValue())) {
            copy.attr(attribute.getKey(), attribute.getValue());
            return;
        }
        String hint = switch (attribute.getKey()) {
            case "href" -> ": links must be absolute and begin with http, https or mailto.";
            case "src" -> ": addresses must be absolute and begin with http or https.";
            default -> ".";
        };
        removals.add("Removed attribute " + shown(attribute.getKey()) + " from " + shown(element) + hint);
    }

    private static boolean isAllowed(Element element) {
        Map<String, String> attributes = new HashMap<>();
        element.attributes().forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue()));
        return HtmlPolicy.allowsElement(element.normalName(), attributes);
    }

    private static String shown(Element element) {
        String name = element.normalName();
        return SHOWABLE_NAME.matcher(name).matches() ? "<" + name + ">" : "an unknown element";
    }

    private static String shown(String attribute) {
        return SHOWABLE_NAME.matcher(attribute).matches() ? attribute : "of unknown name";
    }
}
