package dc.node.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HtmlCleanerPropertiesTest {
    private final HtmlCleaner cleaner = new HtmlCleaner();

    @Property
    void cleanHtmlComesBackIdentical(@ForAll("cleanHtml") String html) {
        assertThat(cleaner.clean(html)).isEqualTo(new Cleaned(html, List.of()));
    }

    @Property(tries = 1_000)
    void whateverComesInWhatGoesOutIsSafeAndStaysAsItIs(@ForAll("anyHtml") String html) {
        Cleaned cleaned = cleaner.clean(html);

        HtmlSafety.assertSafe(cleaned.html());
        assertThat(cleaned.warnings()).hasSizeLessThanOrEqualTo(10).doesNotHaveDuplicates();
        assertThat(cleaner.clean(cleaned.html())).isEqualTo(new Cleaned(cleaned.html(), List.of()));
    }

    @Property(tries = 500)
    void textKeepsItsWordsUnchanged(@ForAll String text) {
        String html = text.replace("&", "&amp;").replace("<", "&lt;").replace("\0", "");

        assertThat(cleaner.clean(html).html()).isEqualTo(html);
    }

    @Property
    void excerptsAreOneLineOfAtMostTheGivenLength(@ForAll("anyHtml") String html) {
        assertThat(cleaner.toPlainText(html, 20)).hasSizeLessThanOrEqualTo(20).doesNotContain("\n");
    }

    @Provide
    Arbitrary<String> cleanHtml() {
        return fragments(4);
    }

    @Provide
    Arbitrary<String> anyHtml() {
        Arbitrary<String> noise =
                Arbitraries.strings().withChars("<>/!?-=\"'`&;# \t\n\0abpsx[]").ofMaxLength(12);
        Arbitrary<String> tags = Arbitraries.of(
                        "b p a i li td tr table ul svg math style script title textarea select template noscript pre form"
                                .split(" "))
                .flatMap(name ->
                        Arbitraries.of("<" + name + ">", "</" + name + ">", "<" + name + " ", "<" + name + "/>"));
        return Arbitraries.oneOf(Arbitraries.of(HtmlAttacksTest.ATTACKS), noise, tags, fragments(1))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> fragments(int depth) {
        Arbitrary<String> text = Arbitraries.of(
                "word",
                " ",
                "a & b",
                "1 < 2",
                "x<3 ",
                "&lt;b&gt;",
                "\r\n",
                "\t",
                "ü",
                "🙂",
                "&nbsp;",
                "'",
                "\"",
                "3 > 2");
        Arbitrary<String> empty = Arbitraries.of(
                "<br>", "<br/>", "<hr />", "<img src='https://a.b/c.png'>", "<input type=checkbox checked>");
        Arbitrary<String> part = depth == 0
                ? Arbitraries.oneOf(text, empty)
                : Arbitraries.oneOf(text, empty, element(fragments(depth - 1)));
        return part.list().ofMaxSize(4).map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> element(Arbitrary<String> content) {
        Arbitrary<String> name =
                Arbitraries.of("p", "P", "div", "span", "b", "em", "ul", "li", "pre", "h1", "blockquote");
        Arbitrary<String> attributes = Arbitraries.of(
                "",
                " class=a",
                " class='a b'",
                "  class = \"a\"",
                " data-type=\"taskList\"\n",
                " title='&lt; \"x\" &amp;'");
        return Combinators.combine(name, attributes, content)
                .as((tag, given, inner) -> "<" + tag + given + ">" + inner + "</" + tag + ">");
    }
}
