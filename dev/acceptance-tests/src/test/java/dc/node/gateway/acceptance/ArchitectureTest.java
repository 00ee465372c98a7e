package dc.node.gateway.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dc.node.gateway.localstack.part.ProjectJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The arrows between modules and packages, and a few rules no compiler knows. */
class ArchitectureTest {

    private static final Path HOME = ProjectJars.find().home();
    private static final List<String> PRODUCT_MODULES =
            List.of("gateway-activities", "gateway-workflows", "gateway-web");
    private static final List<String> DEV_MODULES =
            List.of("dev/tasker-sandbox", "dev/local-stack", "dev/chaos", "dev/acceptance-tests");

    private static final String[] ACTIVITIES = {
        "dc.node.gateway.audit..",
        "dc.node.gateway.blocks..",
        "dc.node.gateway.digest..",
        "dc.node.gateway.grants..",
        "dc.node.gateway.guides..",
        "dc.node.gateway.html..",
        "dc.node.gateway.json..",
        "dc.node.gateway.ledger..",
        "dc.node.gateway.outcome..",
        "dc.node.gateway.reads..",
        "dc.node.gateway.sessions",
        "dc.node.gateway.targets..",
        "dc.node.gateway.tasker..",
        "dc.node.gateway.upkeep",
        "dc.node.gateway.views..",
        "dc.node.gateway.writes.."
    };
    private static final String[] WORKFLOWS = {
        "dc.node.gateway.dispatch..", "dc.node.gateway.sessions.workflow..", "dc.node.gateway.upkeep.workflow.."
    };
    private static final String[] WEB = {
        "dc.node.gateway",
        "dc.node.gateway.admin..",
        "dc.node.gateway.command..",
        "dc.node.gateway.config..",
        "dc.node.gateway.frontdoor..",
        "dc.node.gateway.health..",
        "dc.node.gateway.identity..",
        "dc.node.gateway.mcp..",
        "dc.node.gateway.metrics..",
        "dc.node.gateway.openapi..",
        "dc.node.gateway.pairing..",
        "dc.node.gateway.problem..",
        "dc.node.gateway.streams..",
        "dc.node.gateway.tools.."
    };

    private static final JavaClasses PRODUCT = classesOf(PRODUCT_MODULES, "target/classes");

    @Test
    void everyPackageOfTheProductHasItsPlaceInOneModule() {
        classes()
                .should()
                .resideInAnyPackage(Stream.of(ACTIVITIES, WORKFLOWS, WEB)
                        .flatMap(Stream::of)
                        .toArray(String[]::new))
                .check(PRODUCT);
    }

    @Test
    void activitiesKnowNeitherWorkflowsNorTheWeb() {
        noClasses()
                .that()
                .resideInAnyPackage(ACTIVITIES)
                .should()
                .dependOnClassesThat(resideInAnyPackage(WORKFLOWS).or(resideInAnyPackage(WEB)))
                .check(PRODUCT);
    }

    @Test
    void workflowsDoNotKnowTheWeb() {
        noClasses()
                .that()
                .resideInAnyPackage(WORKFLOWS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WEB)
                .check(PRODUCT);
    }

    @Test
    void theProtocolLayerKnowsNothingOfTasker() {
        classes()
                .that()
                .resideInAPackage("dc.node.gateway.mcp..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dc.node.gateway.mcp..",
                        "java..",
                        "jakarta.servlet..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.springframework..",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(PRODUCT);
    }

    @Test
    void blocksAndHtmlArePure() {
        classes()
                .that()
                .resideInAnyPackage("dc.node.gateway.blocks..", "dc.node.gateway.html..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dc.node.gateway.blocks..",
                        "dc.node.gateway.html..",
                        "java..",
                        "tools.jackson..",
                        "com.github.f4b6a3.uuid..",
                        "org.jsoup..",
                        "org.jspecify..")
                .check(PRODUCT);
    }

    @Test
    void theProductNeverDependsOnDevelopmentTools() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dc.node.gateway.localstack..",
                        "dc.node.gateway.chaos..",
                        "dc.node.gateway.acceptance..",
                        "dc.node.tasker.sandbox..")
                .check(PRODUCT);
    }

    @Test
    void packagesDependOnEachOtherInNoCircle() {
        slices().matching("dc.node.gateway.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void sqlIsInStores() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .doNotHaveSimpleName("IssueLease")
                .and()
                .doNotHaveSimpleName("DependencyProbes")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .check(PRODUCT);
    }

    @Test
    void noTestSleeps() {
        JavaClasses tests = classesOf(
                Stream.concat(PRODUCT_MODULES.stream(), DEV_MODULES.stream()).toList(), "target/test-classes");

        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .check(tests);
    }

    @Test
    void everyPackageIsNullMarked() {
        JavaClasses all = classesOf(
                Stream.concat(PRODUCT_MODULES.stream(), DEV_MODULES.stream()).toList(), "target/classes");

        Stream<JavaPackage> packages =
                all.stream().map(javaClass -> javaClass.getPackage()).distinct();

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(javaPackage -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                        .as(javaPackage.getName())
                        .isTrue());
    }

    /** From the folders the build has just filled; a module without such classes adds none. */
    private static JavaClasses classesOf(List<String> modules, String folder) {
        List<Path> folders = modules.stream()
                .map(module -> HOME.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(folders);
    }
}
