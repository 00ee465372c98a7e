package dc.node.gateway.testing;

import dc.node.gateway.json.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** What came back over HTTP. */
public record Answer(int status, HttpHeaders headers, String text) {

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** The body as JSON. */
    public JsonNode json() {
        return Json.MAPPER.readTree(text);
    }

    /** Empty when the header is absent. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
