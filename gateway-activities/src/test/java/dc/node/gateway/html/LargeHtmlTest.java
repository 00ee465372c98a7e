package dc.node.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LargeHtmlTest {
    private static final int MEGABYTE = 1_000_000;
    private static final int HEAVY = 100_000;
    private static final int DEEP = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HtmlCleaner cleaner = new HtmlCleaner();

    @Test
    void aMegabyteOfCleanHtmlComesBackIdentical() {
        String html = "<p class=\"a\">words &amp; words</p>\n".repeat(MEGABYTE / 34);

        assertThat(clean(html).html()).isSameAs(html);
    }

    @Test
    void aMegabyteOfAttacksIsCleanedInTime() {
        String html = "<p onclick=x>words<script>run()</script></p>\n".repeat(MEGABYTE / 44);

        assertThat(clean(html).html()).isEqualTo("<p>words</p>\n".repeat(MEGABYTE / 44));
    }

    @Test
    void deepCleanHtmlComesBackIdentical() {
        String html = "<div>".repeat(DEEP) + "x" + "</div>".repeat(DEEP);

        assertThat(clean(html).html()).isSameAs(html);
    }

    static Stream<String> heavy() {
        return Stream.of(
                filled("<script></script>"),
                filled("<x y=z>"),
                filled("<b><p>"),
                filled("<a href=x>"),
                filled("<table><tr><td>"),
                filled("<table><b>"),
                filled("<b></i>"),
                filled("<p>x</b>"),
                filled("<!-- x -->"),
                filled("<"),
                filled("<a"),
                filled("</p>"),
                filled("&"),
                filled("&#x3c;"),
                filled("<svg><p>"),
                filled("<select><option>"),
                "<a " + filled("b=c "),
                "<p class=\"" + filled("x "),
                "<a rel=\"" + filled("noopener ") + "\">x</a>",
                "<font>".repeat(DEEP) + "x" + "</font>".repeat(DEEP),
                "<div onclick=x>".repeat(DEEP) + "x",
                "<ul><li>".repeat(DEEP) + "<script>");
    }

    @ParameterizedTest
    @MethodSource("heavy")
    void heavyInputIsCleanedInTimeAndStaysAsItIs(String html) {
        Cleaned cleaned = clean(html);

        assertThat(clean(cleaned.html()).html()).isEqualTo(cleaned.html());
        assertThat(cleaned.html().contains("<script") || cleaned.html().contains("onclick"))
                .isFalse();
        assertThat(assertTimeoutPreemptively(LIMIT, () -> cleaner.toPlainText(html, 100)))
                .hasSizeLessThanOrEqualTo(100);
    }

    private Cleaned clean(String html) {
        return assertTimeoutPreemptively(LIMIT, () -> cleaner.clean(html));
    }

    private static String filled(String part) {
        return part.repeat(HEAVY / part.length());
    }
}
