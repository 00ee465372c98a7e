package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client sends with a call that it repeats because the tool asked it something.
 *
 * @param responses its answers, under the names of the questions; not checked against any schema
 * @param state what the tool sent along with the questions, as the client gives it back
 */
public record ClientInput(ObjectNode responses, Optional<String> state) {

    /** For a call that answers nothing. */
    public static final ClientInput NONE = new ClientInput(JsonNodeFactory.instance.objectNode(), Optional.empty());

    public ClientInput {
        requireNonNull(responses, "responses is null");
        requireNonNull(state, "state is null");
    }

    /** Of a request of the modern era; what is not of the right type counts as not sent. */
    static ClientInput of(Request request) {
        JsonNode state = request.params().path("requestState");
        return new ClientInput(
                request.params().path("inputResponses") instanceof ObjectNode responses ? responses : NONE.responses(),
                state.isString() ? Optional.of(state.stringValue()) : Optional.empty());
    }
}
