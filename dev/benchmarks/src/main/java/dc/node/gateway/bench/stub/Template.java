package dc.node.gateway.bench.stub;

import java.nio.charset.StandardCharsets;

/** An HTTP answer that is rendered once but for one value. */
final class Template {

    /** Stands for the value. */
    static final String SLOT = "@@";

    private final int status;
    private final String before;
    private final String after;

    /** @param body with {@link #SLOT} once or not at all */
    Template(int status, String body) {
        this.status = status;
        int slot = body.indexOf(SLOT);
        this.before = slot < 0 ? body : body.substring(0, slot);
        this.after = slot < 0 ? "" : body.substring(slot + SLOT.length());
    }

    /** Head and body, to be written at once. Everything is ASCII. */
    byte[] with(String value) {
        int length = before.length() + value.length() + after.length();
        String answer = "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n" + before + value + after;
        return answer.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] plain() {
        return with("");
    }
}
