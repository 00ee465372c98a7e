package dc.node.gateway.html;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;

/**
 * Reads markup as written and tells whether every parser must read it alike, so that it may be passed on unchanged.
 *
 * <p>That is so when each {@code <} either is text by the HTML standard (no letter, slash, exclamation or question mark
 * follows) or opens a complete, well-formed tag of the allow-list. No such element switches the standard's tokenizer out
 * of its data state, so no tree builder, lenient or strict, can find an element there that is not written there. Tags
 * must also be balanced, for text put beside it not to be drawn in; end tags that HTML lets one leave out may be missing.
 */
final class PlainMarkup {
    private static final Pattern START = Pattern.compile("<([A-Za-z][A-Za-z0-9-]*+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("[ \\t\\n\\f\\r]++([A-Za-z][A-Za-z0-9_-]*+)"
            + "(?:[ \\t\\n\\f\\r]*+=[ \\t\\n\\f\\r]*+(?:\"([^\"<>]*+)\"|'([^'<>]*+)'|([^ \\t\\n\\f\\r\"'<>=`]++)))?+");
    private static final int DOUBLE_QUOTED = 2;
    private static final int SINGLE_QUOTED = 3;
    private static final int UNQUOTED = 4;
    private static final Pattern START_CLOSES = Pattern.compile("[ \\t\\n\\f\\r]*+/?+>");
    private static final Pattern END = Pattern.compile("</([A-Za-z][A-Za-z0-9-]*+)[ \\t\\n\\f\\r]*+>");

    private static final Set<String> VOID = Set.of("br", "hr", "wbr", "img", "input", "col");
    private static final Set<String> END_MAY_BE_MISSING =
            Set.of("p", "li", "dt", "dd", "caption", "colgroup", "thead", "tbody", "tfoot", "tr", "th", "td");

    private final String html;
    private final Matcher matcher;
    private final Deque<String> open = new ArrayDeque<>();

    private PlainMarkup(String html) {
        this.html = html;
        this.matcher = START.matcher(html);
    }

    static boolean isPlain(String html) {
        return new PlainMarkup(html).read();
    }

    private boolean read() {
        if (html.indexOf('\0') >= 0) {
            return false;
        }
        int at = html.indexOf('<');
        while (at >= 0) {
            if (at + 1 == html.length()) {
                return false;
            }
            char next = html.charAt(at + 1);
            boolean plain = switch (next) {
                case '!', '?' -> false;
                case '/' -> endTag(at);
                default -> !isLetter(next) || startTag(at);
            };
            if (!plain) {
                return false;
            }
            at = html.indexOf('<', at + 1);
        }
        return END_MAY_BE_MISSING.containsAll(open);
    }

    private boolean startTag(int at) {
        if (!matches(START, at)) {
            return false;
        }
        String element = name();
        Map<String, String> attributes = new HashMap<>();
        while (matches(ATTRIBUTE, matcher.end())) {
            String name = name();
            String value = Parser.unescapeEntities(value(), true);
            if (attributes.put(name, value) != null || !HtmlPolicy.allowsAttribute(element, name, value)) {
                return false;
            }
        }
        if (!HtmlPolicy.allowsElement(element, attributes)) {
            return false;
        }
        if (!VOID.contains(element)) {
            open.push(element);
        }
        return matches(START_CLOSES, matcher.regionStart());
    }

    private boolean endTag(int at) {
        if (!matches(END, at)) {
            return false;
        }
        String element = name();
        while (!open.isEmpty() && !open.element().equals(element) && END_MAY_BE_MISSING.contains(open.element())) {
            open.pop();
        }
        return element.equals(open.poll());
    }

    private boolean matches(Pattern pattern, int at) {
        return matcher.usePattern(pattern).region(at, html.length()).lookingAt();
    }

    private String name() {
        return requireNonNull(matcher.group(1)).toLowerCase(Locale.ROOT);
    }

    private String value() {
        return Stream.of(DOUBLE_QUOTED, SINGLE_QUOTED, UNQUOTED)
                .flatMap(group -> Stream.ofNullable(matcher.group(group)))
                .findFirst()
                .orElse("");
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
