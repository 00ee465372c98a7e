package dc.node.gateway.tools;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The agent holds the tool's scopes in at least one project. The tool list shows just the tools that pass here. */
@Component
class CheckScope implements Stage {

    @Override
    public Optional<ToolError> check(ToolCall call) {
        Set<Scope> needed = call.tool().scopes();
        return call.agent().holdsInSomeProject(needed) ? Optional.empty() : Optional.of(denied(needed));
    }

    static ToolError denied(Set<Scope> needed) {
        String names = needed.stream()
                .sorted(Comparator.naturalOrder())
                .map(Scope::wireName)
                .collect(Collectors.joining(" and "));
        return ToolError.of(
                        ErrorCode.SCOPE_DENIED,
                        "This needs a grant that holds " + names
                                + ". Ask the agent's owner for it; tasker_get_agent_instructions lists what you hold.")
                .with("scope", names);
    }
}
