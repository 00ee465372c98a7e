package dc.node.gateway.upkeep.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Deletes what has expired: one run of the schedule. */
@WorkflowInterface
public interface UpkeepWorkflow {

    /** Fails, once everything has been tried, if something could not be deleted; its history tells what and why. */
    @WorkflowMethod(name = "upkeep")
    void run();
}
