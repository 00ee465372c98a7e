package dc.node.gateway.tasker;

import java.util.List;

/** What can be referred to in a project: its states, labels and people. */
public record ProjectContext(
        Project project, List<State> states, List<Label> labels, List<Member> members, List<Member> workspaceMembers) {}
