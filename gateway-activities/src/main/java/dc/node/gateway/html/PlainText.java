package dc.node.gateway.html;

import org.jsoup.nodes.Entities;

/** Plain text within HTML. */
public final class PlainText {

    private PlainText() {}

    /** The text with its markup characters escaped and its line breaks kept. */
    public static String toHtml(String text) {
        return Entities.escape(text).replace("\n", "<br>");
    }
}
