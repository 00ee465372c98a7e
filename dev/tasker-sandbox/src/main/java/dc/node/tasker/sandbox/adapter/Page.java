package dc.node.tasker.sandbox.adapter;

import dc.node.tasker.sandbox.http.Answer.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list with the cursor of the next, null on the last page. */
final class Page {

    private Page() {}

    /** Answers with at most {@code limit} of what was found; one more found means that there is another page. */
    static <T> Reply reply(
            String name, List<T> found, int limit, Function<T, String> cursorAfter, Map<String, ?> more) {
        List<T> page = found.subList(0, Math.min(limit, found.size()));
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(name, page);
        body.putAll(more);
        body.put("next_cursor", found.size() > limit ? cursorAfter.apply(page.getLast()) : null);
        return Reply.json(200, body);
    }
}
