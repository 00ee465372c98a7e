package dc.node.gateway.bench.stub;

/**
 * A comment that came in.
 *
 * @param externalId by which Tasker would know it again
 * @param millis     since the recovery of what had been away
 */
public record Landing(String externalId, double millis) {}
