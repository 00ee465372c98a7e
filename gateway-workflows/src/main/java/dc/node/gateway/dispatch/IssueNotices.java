package dc.node.gateway.dispatch;

import dc.node.gateway.targets.TargetStore;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hears which issues are elsewhere than before, as another process has learned, and forgets where they were. */
@Component
class IssueNotices implements NoticeListener {

    private static final Logger log = LoggerFactory.getLogger(IssueNotices.class);

    private final TargetStore targets;

    IssueNotices(TargetStore targets) {
        this.targets = targets;
    }

    @Override
    public String channel() {
        return TargetStore.MOVED_CHANNEL;
    }

    @Override
    public void onNotice(String payload) {
        try {
            targets.forget(UUID.fromString(payload));
        } catch (IllegalArgumentException e) {
            log.debug("A notice that is no issue's id was passed over");
        }
    }

    @Override
    public void onListening() {
        targets.forgetAll();
    }
}
