package dc.node.gateway.admin.guide;

import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.admin.Rules;
import dc.node.gateway.guides.CardGuide;
import dc.node.gateway.guides.CardGuideStore;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What agents are told of how a card should look: one guide for a tenant, and one for a project, which comes first. */
@RestController
@RequestMapping("/api/v1")
class CardGuidesController {

    private static final String GENERAL = "/card-guide";
    private static final String OF_PROJECT = "/projects/{project_id}/card-guide";

    private final CardGuideStore guides;
    private final AdminTrail trail;
    private final Clock clock;

    CardGuidesController(CardGuideStore guides, AdminTrail trail, Clock clock) {
        this.guides = guides;
        this.trail = trail;
        this.clock = clock;
    }

    @Operation(summary = "Show the card guide of a tenant")
    @GetMapping(GENERAL)
    public CardGuideView show(
            @RequestParam(defaultValue = Agent.DEFAULT_TENANT)
                    @Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE)
                    String tenant) {
        return CardGuideView.of(guides.find(tenant).orElseThrow(CardGuidesController::noGeneralGuide));
    }

    @Operation(summary = "Set the card guide of a tenant")
    @PutMapping(GENERAL)
    @Transactional
    public CardGuideView put(
            Administrator administrator,
            @RequestParam(defaultValue = Agent.DEFAULT_TENANT)
                    @Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE)
                    String tenant,
            @Valid @RequestBody CardGuideBody body) {
        CardGuide guide = guide(body);
        guides.put(tenant, guide);
        trail.recordGuide(administrator, "card_guide_put", tenant, Optional.empty(), length(guide));
        return CardGuideView.of(guide);
    }

    @Operation(summary = "Go back to the shipped card guide")
    @DeleteMapping(GENERAL)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(
            Administrator administrator,
            @RequestParam(defaultValue = Agent.DEFAULT_TENANT)
                    @Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE)
                    String tenant) {
        if (!guides.delete(tenant)) {
            throw noGeneralGuide();
        }
        trail.recordGuide(administrator, "card_guide_deleted", tenant, Optional.empty(), "the shipped one holds");
    }

    @Operation(summary = "Show the card guide of a project")
    @GetMapping(OF_PROJECT)
    public CardGuideView showOfProject(@PathVariable("project_id") UUID projectId) {
        return CardGuideView.of(guides.find(projectId).orElseThrow(CardGuidesController::noGuideOfProject));
    }

    @Operation(summary = "Set the card guide of a project")
    @PutMapping(OF_PROJECT)
    @Transactional
    public CardGuideView putOfProject(
            Administrator administrator,
            @PathVariable("project_id") UUID projectId,
            @Valid @RequestBody CardGuideBody body) {
        CardGuide guide = guide(body);
        guides.put(projectId, guide);
        trail.recordGuide(administrator, "card_guide_put", Agent.DEFAULT_TENANT, Optional.of(projectId), length(guide));
        return CardGuideView.of(guide);
    }

    @Operation(summary = "Go back to the general card guide in a project")
    @DeleteMapping(OF_PROJECT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void deleteOfProject(Administrator administrator, @PathVariable("project_id") UUID projectId) {
        if (!guides.delete(projectId)) {
            throw noGuideOfProject();
        }
        trail.recordGuide(
                administrator,
                "card_guide_deleted",
                Agent.DEFAULT_TENANT,
                Optional.of(projectId),
                "the general one holds");
    }

    /** What is shown now and what the database keeps are the same, to the microsecond. */
    private CardGuide guide(CardGuideBody body) {
        return new CardGuide(body.markdown(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static String length(CardGuide guide) {
        return guide.markdown().length() + " characters";
    }

    private static RuntimeException noGeneralGuide() {
        return Problems.notFound("This tenant has no card guide of its own; the shipped one holds.");
    }

    private static RuntimeException noGuideOfProject() {
        return Problems.notFound("This project has no card guide of its own; the general one holds.");
    }
}
