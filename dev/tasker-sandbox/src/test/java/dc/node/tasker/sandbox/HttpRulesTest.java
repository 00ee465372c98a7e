package dc.node.tasker.sandbox;

import static dc.node.tasker.sandbox.SandboxClient.ACCESS_TOKEN;
import static dc.node.tasker.sandbox.SandboxClient.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.tasker.sandbox.SandboxClient.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRulesTest extends RunningSandbox {

    @Test
    void healthAnswersWhenReady() {
        assertThat(client.get("/health").status()).isEqualTo(200);
    }

    @Test
    void aWrongTokenIsUnauthorizedOnBothPorts() {
        Response tasker = client.send(client.onTasker("GET", BASE + "/health", "", "wrong"));
        Response control = client.send(client.onControl("GET", "/sandbox/effects", "", ACCESS_TOKEN));

        assertThat(tasker.status()).isEqualTo(401);
        assertThat(tasker.at("/error/code")).isEqualTo("unauthorized");
        assertThat(control.status()).isEqualTo(401);
    }

    @Test
    void aWriteMustNameItsAgent() {
        Response response =
                client.send(client.onTasker("PATCH", BASE + "/issues/" + ISSUE, "{\"name\": \"N\"}", ACCESS_TOKEN));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.at("/error/code")).isEqualTo("missing_header");
        assertThat(response.at("/error/field")).isEqualTo("X-Nodedc-Agent-Id");
    }

    @Test
    void theAgentsIdStandsInForAMissingName() {
        Response response = client.send(client.onTasker(
                        "POST", BASE + "/issues/" + ISSUE + "/comments", "{\"comment_html\": \"x\"}", ACCESS_TOKEN)
                .header("X-Nodedc-Agent-Id", SandboxClient.AGENT));

        assertThat(response.at("/comment/author/display_name")).isEqualTo(SandboxClient.AGENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"x\"", "{\"name\": \"a\", \"name\": \"b\"}", "{} {}"})
    void aBodyThatIsNotOneObjectIsRefused(String body) {
        Response response = client.write("PATCH", "/issues/" + ISSUE, body);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.at("/error/code")).isEqualTo("invalid_json");
    }

    @Test
    void aBodyOverFiveMebibytesIsRefused() {
        String body = "{\"description_html\": \"%s\"}".formatted("x".repeat(5 * 1024 * 1024));

        assertThat(client.write("PATCH", "/issues/" + ISSUE, body).status()).isEqualTo(413);
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() {
        assertThat(client.get("/nothing").status()).isEqualTo(404);
        assertThat(client.write("DELETE", "/issues/" + ISSUE, "").status()).isEqualTo(405);
    }
}
