package dc.node.tasker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.tasker.sandbox.SandboxClient.Response;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ProjectCallsTest extends RunningSandbox {

    private static final String OUTSIDER = SeedIds.member("outsider");

    @Test
    void resolvesAWorkspaceToItsProjects() {
        Response response = client.write("POST", "/projects/resolve", "{\"workspace_slug\": \"nodedc\"}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().path("projects").findValuesAsString("identifier"))
                .containsExactly("CORE", "EDGE");
        assertThat(response.json().path("projects").get(0).propertyNames())
                .containsExactly("id", "workspace_slug", "identifier", "name", "archived");
        assertThat(client.write("POST", "/projects/resolve", "{\"workspace_slug\": \"other\"}")
                        .json()
                        .path("projects"))
                .isEmpty();
    }

    @Test
    void resolvesIdsAndLeavesOutUnknownOnes() {
        Response response = client.write(
                "POST", "/projects/resolve", "{\"project_ids\": [\"%s\", \"%s\"]}".formatted(UUID.randomUUID(), EDGE));

        assertThat(response.json().path("projects").findValuesAsString("id")).containsExactly(EDGE);
    }

    @Test
    void resolveWantsOneOfItsTwoForms() {
        assertThat(client.write("POST", "/projects/resolve", "{}").status()).isEqualTo(400);
        assertThat(client.write("POST", "/projects/resolve", "{\"project_ids\": \"x\"}")
                        .at("/error/field"))
                .isEqualTo("project_ids");
    }

    @Test
    void contextHasStatesLabelsAndMembers() {
        JsonNode context = client.get("/projects/" + CORE + "/context").json();

        assertThat(context.propertyNames())
                .containsExactly("project", "states", "labels", "members", "workspace_members");
        assertThat(context.at("/project/identifier").asString()).isEqualTo("CORE");
        assertThat(context.path("states").findValuesAsString("group"))
                .containsExactly("backlog", "unstarted", "started", "completed", "cancelled");
        assertThat(context.path("labels").findValuesAsString("name"))
                .containsExactly("bug", "chore", "docs", "feature");
        assertThat(context.path("members").size()).isEqualTo(4);
        assertThat(context.path("workspace_members").size()).isEqualTo(5);
        assertThat(context.at("/members/0").propertyNames())
                .containsExactly("id", "display_name", "email", "role", "active");
        assertThat(context.path("members")
                        .valueStream()
                        .filter(member -> !member.path("active").booleanValue())
                        .map(member -> member.path("id").asString()))
                .containsExactly(SeedIds.member("inactive"));
    }

    @Test
    void contextOfAnUnknownProjectIsNotFound() {
        Response response = client.get("/projects/" + UUID.randomUUID() + "/context");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.at("/error/code")).isEqualTo("not_found");
    }

    @Test
    void addsAWorkspaceMemberOnceAndRecordsOnlyTheChange() {
        Response first = addMember(OUTSIDER, 15);
        Response second = addMember(OUTSIDER, 5);

        assertThat(List.of(first.status(), second.status())).containsExactly(200, 200);
        assertThat(first.json().path("member").propertyNames())
                .containsExactly("id", "display_name", "email", "role", "active");
        assertThat(second.json().at("/member/role").intValue()).isEqualTo(15);
        assertThat(client.effects().findValuesAsString("kind")).containsExactly("member.add");
        assertThat(client.effects().get(0).path("project_id").asString()).isEqualTo(CORE);
    }

    @Test
    void refusesMembersThatMayNotBeAdded() {
        assertRefused(addMember(SeedIds.member("inactive"), 5), 422, "invalid_member", "member_id");
        assertRefused(addMember(UUID.randomUUID().toString(), 5), 422, "invalid_member", "member_id");
        assertRefused(addMember(OUTSIDER, 20), 422, "role_too_high", "role");
        assertRefused(addMember(OUTSIDER, 7), 400, "invalid_field", "role");
        assertThat(client.effects()).isEmpty();
    }

    @Test
    void aLauncherManagedProjectRefusesNewMembers() throws IOException {
        try (Sandbox sandbox = Sandbox.start(settings(0, folder.resolve("launcher.db"), Set.of("EDGE")))) {
            SandboxClient ownClient = new SandboxClient(sandbox.taskerUri(), sandbox.controlUri());
            String body = "{\"member_id\": \"%s\", \"role\": 5}".formatted(OUTSIDER);

            Response refused = ownClient.write("POST", "/projects/" + EDGE + "/members", body);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.at("/error/code")).isEqualTo("launcher_managed");
            assertThat(ownClient
                            .write("POST", "/projects/" + CORE + "/members", body)
                            .status())
                    .isEqualTo(200);
        }
    }

    private static Response addMember(String memberId, int role) {
        return client.write(
                "POST",
                "/projects/" + CORE + "/members",
                "{\"member_id\": \"%s\", \"role\": %d}".formatted(memberId, role));
    }

    private static void assertRefused(Response response, int status, String code, String field) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.at("/error/code")).isEqualTo(code);
        assertThat(response.at("/error/field")).isEqualTo(field);
    }
}
