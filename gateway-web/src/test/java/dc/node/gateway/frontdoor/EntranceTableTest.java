package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntranceTableTest {

    @ParameterizedTest
    @CsvSource({
        "GET,  /healthz,                                  OPEN",
        "HEAD, /healthz,                                  OPEN",
        "GET,  /readyz,                                   OPEN",
        "GET,  /api/v1/meta/capabilities,                 OPEN",
        "GET,  /.well-known/oauth-protected-resource,     OPEN",
        "GET,  /.well-known/oauth-protected-resource/mcp, OPEN",
        "POST, /api/v1/pairing/redeem,                    OPEN",
        "POST, /mcp,                                      AGENTS",
        "GET,  /mcp,                                      AGENTS",
        "POST, /api/v1/tools/tasker_get_issue,            AGENTS",
        "GET,  /api/v1/agent-session,                     AGENTS",
        "POST, /api/v1/agent-session/rotate,              AGENTS",
        "GET,  /api/v1/pairing/redeem,                    ADMINISTRATORS",
        "POST, /api/v1/pairing/redeem/more,               ADMINISTRATORS",
        "POST, /api/v1/pairing,                           ADMINISTRATORS",
        "POST, /healthz,                                  ADMINISTRATORS",
        "POST, /.well-known/oauth-protected-resource,     ADMINISTRATORS",
        "GET,  /,                                         ADMINISTRATORS",
        "GET,  /error,                                    ADMINISTRATORS",
        "GET,  /metrics,                                  ADMINISTRATORS",
        "GET,  /actuator/prometheus,                      ADMINISTRATORS",
        "GET,  /healthz/more,                             ADMINISTRATORS",
        "POST, /mcp/more,                                 ADMINISTRATORS",
        "POST, /mcp/,                                     ADMINISTRATORS",
        "GET,  /MCP,                                      ADMINISTRATORS",
        "GET,  /api/v1/toolsmith,                         ADMINISTRATORS",
        "GET,  /api/v1/agent-sessions,                    ADMINISTRATORS",
        "GET,  /api/v1/agents,                            ADMINISTRATORS",
        "GET,  /api/v1/mcp/audit,                         ADMINISTRATORS",
        "GET,  /api/v1/work-sessions,                     ADMINISTRATORS",
        "GET,  /nowhere,                                  ADMINISTRATORS"
    })
    void everyPathHasOneWayInAndAnUnnamedOneIsTheAdministrators(String method, String path, Entrance entrance) {
        assertThat(EntranceTable.entrance(method, path)).isEqualTo(entrance);
    }
}
