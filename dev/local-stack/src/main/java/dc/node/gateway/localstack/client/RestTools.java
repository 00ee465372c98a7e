package dc.node.gateway.localstack.client;

import dc.node.gateway.localstack.client.JsonHttp.Answer;
import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.Map;

/** The tools over REST: the arguments are the body, the result is the answer. */
public final class RestTools implements Tools {

    private final JsonHttp http;

    /** Tools below {@code /api/v1/tools} of this gateway. */
    public RestTools(String gatewayUrl, String token) {
        this.http = new JsonHttp(gatewayUrl, token);
    }

    /** The same, giving up on a call that has no answer within the limit. */
    public RestTools(String gatewayUrl, String token, Duration limit) {
        this.http = new JsonHttp(gatewayUrl, token, limit);
    }

    @Override
    public String protocol() {
        return "REST";
    }

    @Override
    public ToolAnswer call(String tool, Map<String, ?> arguments) {
        Answer answer = http.post("/api/v1/tools/" + tool, arguments);
        if (!answer.isSuccess() && !answer.body().path("error").isObject()) {
            throw new LocalStackException("REST answered %s with HTTP %d.".formatted(tool, answer.status()));
        }
        return new ToolAnswer(answer.body(), !answer.isSuccess());
    }
}
