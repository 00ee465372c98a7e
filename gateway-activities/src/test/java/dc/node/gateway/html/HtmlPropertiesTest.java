package dc.node.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class HtmlPropertiesTest {

    @Test
    void stringsAreHtmlByTheNameOfTheirPropertyAtAnyDepth() {
        ObjectNode json = json("""
                {"html": "a", "body_html": "b", "title": "c", "_html": "d", "xhtml": "e", "html_x": "f",
                 "rows": [{"intro_html": "g", "n": 1.50, "deep": {"html": ["h", ["i", {"text": "j", "html": "k"}], 2]}}, "l"],
                 "wrong_html": {"text": "m"}, "n_html": null, "b_html": true}""");
        ObjectNode before = json.deepCopy();

        ObjectNode rewritten = HtmlProperties.rewritten(json, text -> text.toUpperCase(Locale.ROOT));

        assertThat(rewritten.toString()).isEqualTo(json("""
                {"html": "A", "body_html": "B", "title": "c", "_html": "D", "xhtml": "e", "html_x": "f",
                 "rows": [{"intro_html": "G", "n": 1.50, "deep": {"html": ["H", ["I", {"text": "j", "html": "K"}], 2]}}, "l"],
                 "wrong_html": {"text": "m"}, "n_html": null, "b_html": true}""").toString());
        assertThat(json).isEqualTo(before);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) new JsonMapper().readTree(text);
    }
}
