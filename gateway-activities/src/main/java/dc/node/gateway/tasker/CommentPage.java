package dc.node.gateway.tasker;

import java.util.List;

/** The newest comments of an issue and how many there are in all. */
public record CommentPage(List<Comment> comments, int count) {}
