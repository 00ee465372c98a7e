package dc.node.gateway.html;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The allow-list: which elements, attributes and values an issue's rich text may have. Names are compared in lower case.
 *
 * <p>Nothing that changes how a parser reads on is in it (scripts, styles, raw text, SVG, MathML, comments), nor anything
 * that takes names in the page ({@code name}, free {@code id}), runs or loads code. The data attributes are those of
 * TipTap and Plane's editor, for a free {@code data-*} would feed front-end libraries that act on such attributes.
 */
final class HtmlPolicy {
    private static final Set<String> ELEMENTS = words("h1 h2 h3 h4 h5 h6 p br hr wbr div span blockquote pre"
            + " a b strong i em u s strike del ins mark sub sup small abbr cite q dfn code kbd samp var time"
            + " ul ol li dl dt dd label input details summary figure figcaption img"
            + " table caption colgroup col thead tbody tfoot tr th td mention-component image-component");

    /** Elements whose content is no text for people, and goes with them. Others are unwrapped. */
    private static final Set<String> REMOVED_WITH_CONTENT =
            words("script style template noscript title iframe object embed applet svg math xmp noembed noframes");

    private static final Predicate<String> WORD = matches("[\\w+#.%-]{0,64}");
    private static final Predicate<String> UUID = matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Predicate<String> WEB_ADDRESS = matches("(?is)\\s*https?://[^\\s/?#\\\\].*");
    private static final Predicate<String> LINK = WEB_ADDRESS.or(matches("(?is)\\s*mailto:.*"));

    private static final Map<String, Predicate<String>> EVERYWHERE = all(
            HtmlPolicy::isAny,
            "class title dir lang role aria-label aria-hidden data-type data-checked data-id data-name data-label"
                    + " data-node-type data-block-type data-tight data-language data-align data-mention-suggestion-char"
                    + " data-icon-name data-icon-color data-background data-background-color data-text-color"
                    + " data-emoji-unicode data-logo-in-use");
    private static final Map<String, Map<String, Predicate<String>>> BY_ELEMENT = new HashMap<>();

    static {
        // Editors mark their nodes with UUIDs; any other id could take the place of a script's variable in the page.
        EVERYWHERE.put("id", UUID);
        EVERYWHERE.put("data-emoji-url", WEB_ADDRESS);
        allow("a", LINK, "href");
        allow("a", matches("(?i)_blank"), "target");
        allow("a", HtmlPolicy::isHarmlessRelation, "rel");
        allow("img", WEB_ADDRESS, "src");
        allow("img", HtmlPolicy::isAny, "alt");
        allow("img image-component col colgroup td th table", WORD, "width height");
        allow("img image-component", WORD, "aspectratio alignment");
        allow("image-component", WORD, "id status");
        allow("image-component", WEB_ADDRESS.or(WORD), "src"); // Plane names an uploaded picture by its id.
        allow("mention-component", WORD, "id entity_identifier entity_name");
        allow("td th", WORD, "colspan rowspan colwidth scope textcolor");
        allow("tr", WORD, "textcolor");
        allow("col colgroup", WORD, "span");
        allow("ol ul", WORD, "type");
        allow("ol", WORD, "start reversed");
        allow("li", WORD, "value");
        allow("pre code", WORD, "language spellcheck");
        allow("time", HtmlPolicy::isAny, "datetime");
        allow("details", WORD, "open");
        allow("input", matches("(?i)checkbox"), "type");
        allow("input", WORD, "checked disabled");
    }

    private HtmlPolicy() {}

    /** Of inputs only the check boxes of task lists are allowed. */
    static boolean allowsElement(String element, Map<String, String> attributes) {
        return ELEMENTS.contains(element)
                && (!element.equals("input") || "checkbox".equalsIgnoreCase(attributes.getOrDefault("type", "")));
    }

    static boolean removesContent(String element) {
        return REMOVED_WITH_CONTENT.contains(element);
    }

    /** @param value with its character references resolved */
    static boolean allowsAttribute(String element, String attribute, String value) {
        Map<String, Predicate<String>> own = BY_ELEMENT.getOrDefault(element, Map.of());
        Predicate<String> rule = own.getOrDefault(attribute, EVERYWHERE.getOrDefault(attribute, unknown -> false));
        return rule.test(value);
    }

    private static boolean isAny(String value) {
        return true;
    }

    /** All but {@code opener}, which hands the page to the one that is opened. */
    private static boolean isHarmlessRelation(String value) {
        return words("noopener noreferrer nofollow ugc").containsAll(words(value.toLowerCase(Locale.ROOT)));
    }

    private static void allow(String elements, Predicate<String> rule, String attributes) {
        for (String element : words(elements)) {
            BY_ELEMENT.computeIfAbsent(element, name -> new HashMap<>()).putAll(all(rule, attributes));
        }
    }

    private static Map<String, Predicate<String>> all(Predicate<String> rule, String attributes) {
        Map<String, Predicate<String>> rules = new HashMap<>();
        words(attributes).forEach(attribute -> rules.put(attribute, rule));
        return rules;
    }

    private static Predicate<String> matches(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.split(" ")));
    }
}
