package dc.node.gateway.grants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ScopeTest {

    @Test
    void wireNamesAreTheContract() {
        assertThat(Scope.values())
                .extracting(Scope::toString)
                .containsExactly(
                        "workspace:read",
                        "project:read",
                        "issue:read",
                        "issue:create",
                        "issue:update",
                        "issue:move",
                        "issue:label",
                        "issue:assign",
                        "issue:comment",
                        "issue:structured_blocks:write",
                        "project:member:add_existing");
    }

    @ParameterizedTest
    @EnumSource
    void parsesItsOwnWireNameAlsoAsJson(Scope scope) {
        JsonMapper mapper = new JsonMapper();

        assertThat(Scope.parse(scope.toString())).contains(scope);
        assertThat(mapper.readValue(mapper.writeValueAsString(scope), Scope.class))
                .isEqualTo(scope);
        assertThat(mapper.writeValueAsString(scope)).isEqualTo("\"" + scope + "\"");
    }

    @Test
    void anUnknownNameIsNoScope() {
        assertThat(Scope.parse("issue:delete")).isEmpty();
        assertThat(Scope.parse("ISSUE:READ")).isEmpty();
        assertThat(Scope.parse("ISSUE_READ")).isEmpty();
    }
}
