package dc.node.gateway.mcp;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the test server answered. */
record McpAnswer(int status, HttpHeaders headers, String body) {

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    JsonNode result() {
        return json().path("result");
    }

    JsonNode error() {
        return json().path("error");
    }

    int errorCode() {
        return error().path("code").asInt(0);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
