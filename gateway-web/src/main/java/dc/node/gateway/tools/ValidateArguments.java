package dc.node.gateway.tools;

import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.tools.catalogue.ArgumentProblem;
import dc.node.gateway.tools.catalogue.ArgumentValidator;
import dc.node.gateway.writes.ArgumentCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments match the tool's JSON Schema and the rules a schema cannot say. From here on the call has them in their
 * canonical form, so that a write is compared and kept in that.
 */
@Component
class ValidateArguments implements Stage {

    private final ArgumentValidator validator;
    private final Map<String, ArgumentCheck> checks;

    ValidateArguments(ArgumentValidator validator, List<ArgumentCheck> checks) {
        this.validator = validator;
        this.checks = checks.stream().collect(Collectors.toMap(ArgumentCheck::name, Function.identity()));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        List<ArgumentProblem> problems = validator.validate(call.tool(), call.arguments());
        if (!problems.isEmpty()) {
            return Optional.of(invalid(problems));
        }
        call.arguments(validator.canonical(call.tool(), call.arguments()));
        try {
            Optional.ofNullable(checks.get(call.tool().name()))
                    .ifPresent(rules -> rules.check(call.argumentsWithoutKey()));
            return Optional.empty();
        } catch (CallRefusedException e) {
            return Optional.of(e.error());
        }
    }

    private static ToolError invalid(List<ArgumentProblem> problems) {
        ObjectNode details = Json.MAPPER.createObjectNode();
        details.set("problems", Json.MAPPER.valueToTree(problems));
        ArgumentProblem first = problems.getFirst();
        return new ToolError(
                ErrorCode.INVALID_ARGUMENTS,
                first.pointer() + ": " + first.message() + " Nothing was done; correct the arguments and call again.",
                Optional.of(details));
    }
}
