package dev.carafe.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the arrows between modules, the home of each library, and the purity of the scheduler's
/// core.
final class ArchitectureTest {
  private static final String ROOT = "dev.carafe.";

  /// Which rooms a module may look into, beside its own and the JDK's.
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("annotations", List.of()),
          Map.entry("model", List.of()),
          Map.entry("protocol", List.of("model")),
          Map.entry("scheduler", List.of("model")),
          Map.entry("volumes", List.of("model")),
          Map.entry("process", List.of("model")),
          Map.entry("docker", List.of("model")),
          Map.entry("image", List.of("model", "annotations")),
          Map.entry("client", List.of("protocol", "model", "annotations")),
          Map.entry("agent", List.of("protocol", "model", "annotations", "client")),
          Map.entry(
              "server",
              List.of("scheduler", "process", "docker", "volumes", "image", "protocol", "model")),
          Map.entry(
              "cli", List.of("client", "image", "server", "annotations", "model", "protocol")));

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("shaded"))
            .importPackages("dev.carafe");
    assertThat(classes.size()).as("classes of the project on the class path").isGreaterThan(300);
  }

  @Test
  void arrowsBetweenModulesPointInward() {
    ARROWS.forEach(
        (module, allowed) ->
            ARROWS.keySet().stream()
                .filter(other -> !other.equals(module) && !allowed.contains(other))
                .forEach(
                    other ->
                        noClasses()
                            .that()
                            .resideInAPackage(ROOT + module + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(ROOT + other + "..")
                            .check(classes)));
  }

  @Test
  void packagesFormNoCycles() {
    for (String module : ARROWS.keySet()) {
      slices()
          .matching(ROOT + module + ".(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void eachLibraryHasOneHome() {
    Map<String, List<String>> homes =
        Map.ofEntries(
            Map.entry("com.github.javaparser..", List.of("image")),
            Map.entry("picocli..", List.of("cli")),
            Map.entry("org.jline..", List.of("cli.output")),
            Map.entry("com.google.inject..", List.of("server")),
            Map.entry("com.github.dockerjava..", List.of("docker")),
            Map.entry("java.sql..", List.of("scheduler.store")),
            Map.entry("software.amazon..", List.of("volumes.imports")),
            Map.entry("io.grpc..", List.of("protocol", "server", "client", "agent")),
            Map.entry("org.eclipse.aether..", List.of("image")),
            Map.entry("jcuda..", List.of("server.node.gpu", "samples")),
            Map.entry(
                "com.fasterxml.jackson..",
                List.of("protocol", "client", "server", "image", "cli", "agent")));
    homes.forEach(
        (library, rooms) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    rooms.stream().map(r -> ROOT + r + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes));
  }

  @Test
  void theSchedulersCoreKnowsNoClockThreadChanceOrIo() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "scheduler.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio..",
            "java.net..",
            "java.util.concurrent..",
            "java.sql..",
            "org.slf4j..")
        .check(classes);
    for (Class<?> chance :
        List.of(
            Thread.class,
            java.util.Random.class,
            java.time.Clock.class,
            java.util.Timer.class,
            java.security.SecureRandom.class)) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "scheduler.core..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(chance)
          .check(classes);
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + "scheduler.core..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .check(classes);
  }

  @Test
  void javaDeserialisationIsUsedNowhere() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "architecture..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(java.io.ObjectInputStream.class)
        .check(classes);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .that()
        .resideInAPackage("dev.carafe..")
        .and()
        .resideOutsideOfPackage(ROOT + "protocol.proto..")
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(classes);
  }

  @Test
  void publicClientTypesShowJdkTypesOnly() {
    classes()
        .that()
        .resideInAnyPackage(ROOT + "client", ROOT + "client.hub", ROOT + "client.weights")
        .and()
        .arePublic()
        .should(new ShowJdkTypesOnly())
        .check(classes);
  }
}
