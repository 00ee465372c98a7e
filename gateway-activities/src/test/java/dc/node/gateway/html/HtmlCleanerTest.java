package dc.node.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlCleanerTest {
    private final HtmlCleaner cleaner = new HtmlCleaner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n\t ",
                "<p>3</p>",
                "a & b",
                "1 < 2 and 3 > 2",
                "x <3 y",
                "if (a<=b && c<-1)",
                "&lt;script&gt; &amp; &nbsp; &copy; &#8211; &unknown; &amp",
                "Straße, 漢字, 🙂",
                "<P CLASS=note>loud</P>",
                "<p class='a \"quoted\" word'>x</p>",
                "<p>one<br>two<br/>three<br />four</p>",
                "<p>open paragraph",
                "<ul><li>a<li>b</ul>",
                "<h1>A</h1>\r\n\r\n<h2>B</h2><hr><blockquote>q</blockquote>",
                "<pre><code class=\"language-java\">if (a &lt; b) {\n    run();\n}</code></pre>",
                "<a href=\"https://example.org/?a=1&b=2#c\" target=\"_blank\" rel=\"noopener noreferrer\">x</a>",
                "<a href=\"mailto:someone@example.org\">mail</a>",
                "<a href=' http://example.org '>spaced</a>",
                "<img src=\"https://example.org/a.png\" alt=\"A\" width=\"10\" height=\"20%\">",
                "<ul data-type=\"taskList\"><li data-type=\"taskItem\" data-checked=\"true\"><label><input"
                        + " type=\"checkbox\" checked=\"checked\"><span></span></label><div><p>done</p></div></li></ul>",
                "<input type=checkbox disabled>",
                "<table><colgroup><col width=\"100\"></colgroup><thead><tr><th colspan=2>h</th></tr></thead>"
                        + "<tbody><tr><td>1<td>2</tr></tbody></table>",
                "<p id=\"0d3f7c3e-5a43-4f0e-9a43-5ef6d1c8f001\">marked by the editor</p>",
                "<p><mention-component entity_identifier=\"0d3f7c3e-5a43-4f0e-9a43-5ef6d1c8f001\""
                        + " entity_name=\"user_mention\" id=\"m_1\"></mention-component> look</p>",
                "<image-component src=\"0d3f7c3e-5a43-4f0e-9a43-5ef6d1c8f001\" width=\"35%\" aspectRatio=\"1.5\">"
                        + "</image-component>",
            })
    void returnsCleanInputAsTheSameString(String html) {
        Cleaned cleaned = cleaner.clean(html);

        assertThat(cleaned.html()).isSameAs(html);
        assertThat(cleaned.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<p>a<script>alert(1)</script>b</p> | <p>ab</p> | Removed <script>.",
                "<a onclick=\"run()\" href=\"https://a.b\">x</a> | <a href=\"https://a.b\">x</a>"
                        + " | Removed attribute onclick from <a>.",
                "<a href=\"javascript:alert(1)\">x</a> | <a>x</a>"
                        + " | Removed attribute href from <a>: links must be absolute and begin with http, https or mailto.",
                "<a href=\"/relative\">x</a> | <a>x</a>"
                        + " | Removed attribute href from <a>: links must be absolute and begin with http, https or mailto.",
                "<img src=\"data:image/png;base64,AA\" alt=\"a\"> | <img alt=\"a\">"
                        + " | Removed attribute src from <img>: addresses must be absolute and begin with http or https.",
                "<p style=\"color:red\">x</p> | <p>x</p> | Removed attribute style from <p>.",
                "<form><p>kept</p><button>too</button></form> | <p>kept</p>too | Removed <form>.;Removed <button>.",
                "<input type=\"text\" value=\"x\">y | y | Removed <input>.",
                "a<!-- note -->b | ab | Removed a comment.",
                "<svg><a href=\"https://a.b\">x</a></svg>y | y | Removed <svg>.",
                "<p id=\"location\">x</p> | <p>x</p> | Removed attribute id from <p>.",
                "<a rel=\"opener\" target=\"top\">x</a> | <a>x</a>"
                        + " | Removed attribute rel from <a>.;Removed attribute target from <a>.",
            })
    void takesOutWhatIsNotAllowedAndSaysSo(String html, String expected, String warnings) {
        Cleaned cleaned = cleaner.clean(html);

        assertThat(cleaned.html()).isEqualTo(expected);
        assertThat(cleaned.warnings()).containsExactlyElementsOf(List.of(warnings.split(";")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a <b>bold | a <b>bold</b>",
                "a</div></div>b | ab",
                "<b><i>x</b></i> | <b><i>x</i></b>",
                "<p title=\"</noscript><img>\">x</p> | <p title=\"&lt;/noscript&gt;&lt;img&gt;\">x</p>",
                "<p class=\"a\"class=\"b\">x</p> | <p class=\"a\">x</p>",
                "<body onload=\"run()\"><p>x</p></body> | <p>x</p>",
                "the end < | the end &lt;",
                "the end <b | the end",
            })
    void rewritesWhatParsersCouldReadDifferently(String html, String expected) {
        Cleaned cleaned = cleaner.clean(html);

        assertThat(cleaned.html().strip()).isEqualTo(expected);
        assertThat(cleaned.warnings()).containsExactly("Rewrote HTML that was not well formed.");
    }

    @Test
    void dropsNullCharacters() {
        assertThat(cleaner.clean("<p title=\"a\0b\">a\0b</p>").html()).doesNotContain("\0");
    }

    @Test
    void saysEachThingOnceAndAtMostTenThings() {
        String repeated = "<script></script>".repeat(50);
        String many = IntStream.range(0, 25).mapToObj(n -> "<x" + n + ">").collect(Collectors.joining());

        assertThat(cleaner.clean(repeated).warnings()).containsExactly("Removed <script>.");
        assertThat(cleaner.clean(many).warnings())
                .hasSize(10)
                .startsWith("Removed <x0>.", "Removed <x1>.")
                .endsWith("Removed 16 more kinds of markup.");
    }

    @Test
    void namesNoElementWhoseNameCouldBeReadAsText() {
        assertThat(cleaner.clean("<obey\"me,now!>x").warnings()).containsExactly("Removed an unknown element.");
        assertThat(cleaner.clean("<p {{evil}}>x</p>").warnings())
                .containsExactly("Removed attribute of unknown name from <p>.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<h1>A</h1><pre>b  &amp;\t c</pre><ul><li>d</li><li>e</li></ul> | 40 | A b & c d e",
                "<p>x<script>alert(1)</script></p><title>y</title><style>p{}</style> | 40 | x",
                "<p>1234567890</p> | 10 | 1234567890",
                "<p>1234567890</p> | 9 | 12345678…",
                "<p>1234 67890</p> | 6 | 1234…",
                "<p>a🙂b</p> | 3 | a…",
                "<p>abc</p> | 1 | …",
                "<p>3 &lt; 4</p> | 20 | 3 < 4",
            })
    void shortensToPlainText(String html, int maximumLength, String expected) {
        assertThat(cleaner.toPlainText(html, maximumLength)).isEqualTo(expected);
    }

    @Test
    void refusesALengthThatHoldsNothing() {
        assertThatThrownBy(() -> cleaner.toPlainText("x", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheLinesOfATextForReading() {
        String html =
                "<h2>Steps</h2>\n<p>Log   in &amp; <b>wait</b>.<br>Then:</p><ul><li><p>one</p></li><li>two</li></ul>"
                        + "<pre>a\n  b</pre><table><tr><td>x</td><td>y</td></tr></table>"
                        + "<ul><li><input type=\"checkbox\" checked>done</li></ul><script>no()</script>";

        assertThat(cleaner.toPlainLines(html)).isEqualTo("""
                Steps
                Log in & wait.
                Then:
                - one
                - two
                a
                  b
                x y
                - [x] done""");
    }
}
