package dc.node.gateway.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Takes out of an agent's HTML what an issue's rich text must not hold, and leaves the rest as it came.
 *
 * <p>Clean input comes back as the same string, so spacing, entities and quotes stay. It is clean when two readers agree:
 * the parsed tree has nothing the policy refuses, and the markup as written can be read in one way only (see
 * {@link PlainMarkup}). Everything else is written anew from the cleaned tree.
 */
public final class HtmlCleaner {
    /** The most warnings of one cleaning; past it, the last one says that there was more. */
    static final int MAXIMUM_WARNINGS = 10;

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final String ELLIPSIS = "…";

    /** Cleans a fragment, such as a description or a comment. Cleaning what came out changes nothing. */
    public Cleaned clean(String html) {
        Element clean = emptyBody();
        Set<String> removals = CleanCopy.copy(Jsoup.parseBodyFragment(html).body(), clean);
        if (removals.isEmpty() && PlainMarkup.isPlain(html)) {
            return new Cleaned(html, List.of());
        }
        if (removals.isEmpty()) {
            return new Cleaned(clean.html(), List.of("Rewrote HTML that was not well formed."));
        }
        return new Cleaned(clean.html(), atMost(removals));
    }

    /**
     * The text of a fragment on one line, for excerpts: without markup, and each run of white space as one space.
     *
     * @param maximumLength in UTF-16 units, the closing ellipsis included; at least 1
     */
    public String toPlainText(String html, int maximumLength) {
        if (maximumLength < 1) {
            throw new IllegalArgumentException("maximumLength must be at least 1, is " + maximumLength);
        }
        Element clean = emptyBody();
        CleanCopy.copy(Jsoup.parseBodyFragment(html).body(), clean);
        String text = WHITE_SPACE.matcher(clean.text()).replaceAll(" ").strip();
        if (text.length() <= maximumLength) {
            return text;
        }
        int end = maximumLength - ELLIPSIS.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    /**
     * The text of a fragment for reading: without markup, but with a line for each block, a dash before each item of a list
     * and a box before each task.
     */
    public String toPlainLines(String html) {
        Element clean = emptyBody();
        CleanCopy.copy(Jsoup.parseBodyFragment(html).body(), clean);
        return PlainLines.of(clean);
    }

    private static Element emptyBody() {
        Document document = Document.createShell("");
        document.outputSettings().prettyPrint(false);
        return document.body();
    }

    private static List<String> atMost(Set<String> removals) {
        if (removals.size() <= MAXIMUM_WARNINGS) {
            return List.copyOf(removals);
        }
        List<String> listed = new ArrayList<>(List.copyOf(removals).subList(0, MAXIMUM_WARNINGS - 1));
        listed.add("Removed " + (removals.size() - listed.size()) + " more kinds of markup.");
        return listed;
    }
}
