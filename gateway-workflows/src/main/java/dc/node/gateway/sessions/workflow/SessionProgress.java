package dc.node.gateway.sessions.workflow;

/** The writes this workflow was handed: under way, landed, refused for good, and given up by Temporal. */
public record SessionProgress(int underWay, int landed, int rejected, int givenUp) {}
