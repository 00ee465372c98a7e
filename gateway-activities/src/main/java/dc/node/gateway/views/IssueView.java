package dc.node.gateway.views;

import dc.node.gateway.blocks.StructuredBlocks;
import dc.node.gateway.html.HtmlCleaner;
import dc.node.gateway.json.Json;
import dc.node.gateway.tasker.CommentPage;
import dc.node.gateway.tasker.Issue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An issue as agents see it, in the size a model's context can bear. */
public final class IssueView {

    /** What a search returns of each issue unless it asks for more. */
    public static final Set<String> SMALL = Set.of("id", "key", "name", "state", "priority", "assignees", "updated_at");

    private static final Set<String> ALWAYS = Set.of("id", "key");
    /** Comes only where it is asked for, for it says again what {@code description_html} says. */
    public static final String DESCRIPTION_TEXT = "description_text";

    private static final int EXCERPT_LENGTH = 300;
    private static final HtmlCleaner HTML = new HtmlCleaner();

    private IssueView() {}

    /** Everything but the comments, which Tasker has to be asked for. */
    public static ObjectNode full(Issue issue) {
        ObjectNode view = Json.MAPPER.createObjectNode();
        view.put("id", issue.id().toString());
        view.put("project_id", issue.projectId().toString());
        view.put("key", issue.key());
        view.put("name", issue.name());
        issue.descriptionHtml().ifPresent(html -> view.put("description_html", html));
        view.set("state", Json.MAPPER.valueToTree(issue.state()));
        view.put("priority", issue.priority());
        view.set("labels", Json.MAPPER.valueToTree(issue.labels()));
        view.set("assignees", Json.MAPPER.valueToTree(issue.assignees()));
        issue.parentId().ifPresent(id -> view.put("parent_id", id.toString()));
        issue.startDate().ifPresent(date -> view.put("start_date", date));
        issue.targetDate().ifPresent(date -> view.put("target_date", date));
        issue.detailLayout().ifPresent(layout -> view.set("structured_blocks", StructuredBlocks.read(layout)));
        issue.revision().ifPresent(revision -> view.put("blocks_revision", revision));
        issue.url().ifPresent(url -> view.put("url", url));
        view.put("created_at", issue.createdAt());
        view.put("updated_at", issue.updatedAt());
        return view;
    }

    /** What a write returns of the issue it changed: all but the description, which the agent knows or can ask for. */
    public static ObjectNode afterWrite(Issue issue) {
        ObjectNode view = full(issue);
        view.remove("description_html");
        return view;
    }

    /** The named properties of a full view, and the id and key in any case. */
    public static ObjectNode only(ObjectNode fullView, Collection<String> fields) {
        ObjectNode view = fullView.deepCopy();
        view.retain(fullView.propertyNames().stream()
                .filter(name -> ALWAYS.contains(name) || fields.contains(name))
                .toList());
        return view;
    }

    /** The comments of an issue: how many, and the beginnings of the newest. */
    public static ObjectNode comments(CommentPage page) {
        ObjectNode view = Json.MAPPER.createObjectNode().put("count", page.count());
        ArrayNode latest = view.putArray("latest");
        page.comments().forEach(comment -> {
            ObjectNode entry = latest.addObject().put("id", comment.id().toString());
            comment.author().ifPresent(author -> entry.put("author", author.displayName()));
            comment.createdAt().ifPresent(at -> entry.put("created_at", at));
            entry.put("excerpt", HTML.toPlainText(comment.commentHtml(), EXCERPT_LENGTH));
        });
        return view;
    }

    /**
     * The small views of a page of issues, or what {@code fields} asks for. In the small view, states and people go without
     * their ids, which are a third of its size and seldom needed; {@code description_text} is an excerpt.
     */
    public static ArrayNode list(List<Issue> issues, Collection<String> fields) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        issues.forEach(issue -> list.add(fields.isEmpty() ? small(issue) : chosen(issue, fields)));
        return list;
    }

    private static ObjectNode small(Issue issue) {
        ObjectNode view = only(full(issue), SMALL);
        view.withObject("state").remove("id");
        view.withArray("assignees").forEach(person -> ((ObjectNode) person).remove("id"));
        return view;
    }

    private static ObjectNode chosen(Issue issue, Collection<String> fields) {
        ObjectNode view = full(issue);
        issue.descriptionHtml().ifPresent(html -> view.put(DESCRIPTION_TEXT, HTML.toPlainText(html, EXCERPT_LENGTH)));
        return only(view, fields);
    }

    /** The description as plain text, its lines kept; empty where there is none. */
    public static Optional<String> descriptionText(Issue issue) {
        return issue.descriptionHtml().map(HTML::toPlainLines);
    }
}
