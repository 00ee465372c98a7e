package dc.node.gateway.admin.guide;

import dc.node.gateway.guides.CardGuide;
import java.time.Instant;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A card guide as it was set. */
@JsonNaming(SnakeCaseStrategy.class)
record CardGuideView(String markdown, Instant updatedAt) {

    static CardGuideView of(CardGuide guide) {
        return new CardGuideView(guide.markdown(), guide.updatedAt());
    }
}
