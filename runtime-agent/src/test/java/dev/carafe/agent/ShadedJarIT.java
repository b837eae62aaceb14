package dev.carafe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.agent.AgentProcess.Setup;
import dev.carafe.protocol.proto.BlobRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jar that containers run, with a user's app that brings other versions of the libraries that
/// are in it.
class ShadedJarIT {
  private static final Path AGENT = Path.of(System.getProperty("agent.jar"));
  private static final Path CLASHING = Path.of(System.getProperty("agent.clashing"));
  @TempDir Path temp;

  @Test
  void userCodeSeesItsOwnLibrariesAndTheAgentItsOwn() throws Exception {
    Setup setup = new Setup(temp).enter("enter");
    setup.classPath = classPath();
    try (AgentProcess agent = setup.start()) {
      agent.ready();
      for (String name :
          List.of(
              "io.grpc.Status",
              "com.google.protobuf.Message",
              "com.google.common.collect.ImmutableList",
              "com.fasterxml.jackson.core.JsonFactory")) {
        assertThat(agent.call("fc-" + name, "whereIs", name))
            .asString()
            .startsWith(CLASHING.toUri().toURL().toString());
      }
      assertThat(agent.call("fc-client", "whereIs", "dev.carafe.client.CallContext"))
          .isEqualTo(AGENT.toUri().toURL().toString());
      assertThat(agent.call("fc-context", "context"))
          .isEqualTo("fc-context fc-context:0 ct-a 1 true");
      agent.dispatch("fc-large", "large", 5 << 20);
      BlobRef blob = agent.returned("fc-large").getResult().getBlob();
      assertThat(agent.server.blob(blob.getSha256()).size()).isGreaterThan(5 << 20);
      agent.drain();
      assertThat(agent.exitCode()).isZero();
      assertThat(agent.output()).isEmpty();
    }
  }

  @Test
  void nothingOfTheAgentsLibrariesIsInSight() throws IOException {
    try (JarFile jar = new JarFile(AGENT.toFile())) {
      List<String> foreign =
          jar.stream()
              .map(e -> e.getName())
              .filter(n -> n.endsWith(".class") && !n.startsWith("dev/carafe/"))
              .toList();
      assertThat(foreign).isEmpty();
      assertThat(jar.stream().map(e -> e.getName()).filter(n -> n.startsWith("META-INF/services/")))
          .contains("META-INF/services/dev.carafe.agent.shaded.io.grpc.LoadBalancerProvider");
    }
  }

  @Test
  void aRehearsalEndsWell() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                classPath(),
                "dev.carafe.agent.Main",
                "--train")
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("output").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static String classPath() throws IOException {
    Path classes =
        Path.of(demo.Greeter.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (Stream<Path> clashing = Files.list(CLASHING)) {
      return Stream.concat(Stream.of(AGENT, classes), clashing)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
