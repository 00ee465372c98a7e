package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TemporalView;
import dc.node.gateway.acceptance.fixture.TestStack;
import io.temporal.client.schedules.ScheduleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What has expired is deleted by a schedule of Temporal, where an operator can see it, pause it, and run it at once. */
@OnTestStack
class UpkeepTest {

    private static final String SCHEDULE = "tasker-gateway-upkeep";

    private final TestStack stack;

    UpkeepTest(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void theScheduleStandsAndDeletesWhatHasExpired() throws SQLException {
        GatewayClient agent = stack.newAgent();
        UUID expired = UUID.fromString(agent.agent().tokenId());
        update("update agent_token set expires_at = now() - interval '31 days' where id = ?", expired);

        try (TemporalView temporal = stack.temporal()) {
            // Made a moment after the gateway's start.
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(ScheduleException.class)
                    .until(() -> {
                        temporal.schedule(SCHEDULE).trigger();
                        return true;
                    });

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(stack.admin()
                                    .call("GET", "/agents/" + agent.agent().id() + "/tokens", "")
                                    .body()
                                    .path("tokens"))
                            .isEmpty());
        }
    }

    private void update(String sql, UUID id) throws SQLException {
        try (Connection database = stack.database();
                PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setObject(1, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
