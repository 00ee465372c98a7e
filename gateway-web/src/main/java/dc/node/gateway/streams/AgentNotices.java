package dc.node.gateway.streams;

import dc.node.gateway.dispatch.NoticeListener;
import dc.node.gateway.mcp.stream.StreamHub;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Hears, from triggers of the database, of which agents something has changed that their streams depend on. */
@Component
class AgentNotices implements NoticeListener {

    private final StreamHub hub;

    AgentNotices(StreamHub hub) {
        this.hub = hub;
    }

    @Override
    public String channel() {
        return "agent_changed";
    }

    @Override
    public void onNotice(String agentId) {
        hub.changed(Set.of(agentId));
    }

    @Override
    public void onListening() {
        hub.changed();
    }
}
