package dc.node.gateway.html;

import java.util.List;

/**
 * HTML that may leave the gateway.
 *
 * @param html the input itself when it was clean
 * @param warnings what was taken out, in sentences, each once, at most {@value HtmlCleaner#MAXIMUM_WARNINGS}
 */
public record Cleaned(String html, List<String> warnings) {
    public Cleaned {
        warnings = List.copyOf(warnings);
    }
}
