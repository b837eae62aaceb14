package dev.carafe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildFunctionTest {
  @TempDir private Path temp;

  private record Ended(int exit, String output) {}

  private static Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BuildFunction.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void runsAMethodWithArgumentsOfAllKindsAndLeavesItsThreadsBehind()
      throws IOException, InterruptedException {
    Path file = temp.resolve("out");
    Ended ended =
        run(
            "demo.Baked",
            "write",
            "(Ljava/lang/String;Ljava/util/Optional;Ldemo/Baked$Mode;Ljava/util/List;Ljava/util/Map;)V",
            "\"" + file + "\"",
            "null",
            "\"FULL\"",
            "[{\"name\":\"a\",\"size\":1}]",
            "{\"b\":2}");

    assertThat(ended).isEqualTo(new Ended(0, "written\n"));
    assertThat(file).hasContent("Optional.empty FULL [Part[name=a, size=1]] {b=2}");
  }

  @Test
  void whatTheMethodThrowsIsPrintedWithItsOwnFrames() throws IOException, InterruptedException {
    Ended ended = run("demo.Baked", "fail", "(I)V", "7");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.output())
        .startsWith(
            "about to fail\ndemo.Baked::fail threw java.lang.IllegalStateException: no weights: 7\n    at demo.Baked.fail(Baked.java:")
        .contains("Caused by: java.io.IOException: disk")
        .doesNotContain("reflect")
        .doesNotContain("BuildFunction");
  }

  @Test
  void whatCannotBeCalledIsSaid() throws IOException, InterruptedException {
    assertThat(run("demo.Baked", "fail", "(J)V", "7").output())
        .contains("demo.Baked::fail cannot be called")
        .contains("demo.Baked has no method fail(J)V");
    assertThat(run("demo.Baked", "fail", "(I)V", "\"x\"").output())
        .contains("demo.Baked::fail cannot be called");
  }
}
