package dev.carafe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// An image of four steps beside its base: built for the first time, built again, and left alone
/// when only code has changed; against `docker build` of the same steps.
final class DockerImage {
  private static final Pattern TOOK = Pattern.compile("are there, in ([0-9.]+) (ms|s):");
  private static final long NANOS = 1_000_000_000;

  private final RunningServer server;
  private final Path folder;
  private final Path source;
  private final String base;
  private int steps;
  private int code;

  private DockerImage(RunningServer server, Path folder, String base) throws IOException {
    this.server = server;
    this.folder = Files.createDirectories(folder.resolve("docker"));
    this.source = folder.resolve("Tooled.java");
    this.base = base;
    Files.writeString(folder.resolve("words.txt"), "some words\n".repeat(1_000));
    Files.copy(folder.resolve("words.txt"), this.folder.resolve("words.txt"));
  }

  public static void main(String[] args) throws Exception {
    RunningServer server = RunningServer.start("docker");
    Path images = server.data().toRealPath().resolve("images");
    try (server) {
      String base = server.client().control().images().base(_ -> {}).id();
      new DockerImage(server, Checkout.folder("image"), base).measure();
    } finally {
      Docker.removeImages("dev.carafe.builder=" + images);
      Docker.removeImages("bench=" + ProcessHandle.current().pid());
    }
  }

  private void measure() throws Exception {
    report(
        "image of 4 steps, built for the first time",
        Interleaved.run(1, 7, () -> changed(this::plainBuild), () -> changed(this::build)));
    report("image of 4 steps, built again", Interleaved.run(1, 10, this::plainBuild, this::build));
    unchanged();
    server.command("deploy", source.toString());
    new Figure(
            "redeploy of a changed class, image of 4 steps → first new answer",
            "`docker build` with the class, `docker run java`",
            Figure.Unit.MILLIS,
            Interleaved.run(1, 8, this::plainRedeploy, this::redeploy),
            new Figure.Goal.None())
        .report();
  }

  private static void report(String name, Interleaved times) throws IOException {
    new Figure(name, "`docker build`", Figure.Unit.MILLIS, times, new Figure.Goal.None()).report();
  }

  /// From a request to its answer, in the command's own words: of the second of two apps, when the
  /// command has started and is connected.
  private void unchanged() throws IOException, InterruptedException {
    Path two = folder.resolve("Two.java");
    Files.writeString(
        two,
        """
        import dev.carafe.annotations.*;

        public class Two {
        %s
          @App("one")
          public static class One {
            @Function(image = Tools.class)
            public static int answer() {
              return 1;
            }
          }

          @App("other")
          public static class Other {
            @Function(image = Tools.class)
            public static int answer() {
              return 2;
            }
          }
        }
        """
            .formatted(tools()));
    LongStream.Builder nanos = LongStream.builder();
    for (int i = 0; i < 10; i++) {
      List<MatchResult> both =
          TOOK.matcher(server.said("image", "build", two.toString()).said()).results().toList();
      if (both.size() < 2) {
        throw new IllegalStateException("`carafe image build` does not say how long both took");
      }
      MatchResult took = both.get(1);
      double unit = took.group(2).equals("s") ? NANOS : NANOS / 1_000.0;
      nanos.add(Math.round(Double.parseDouble(took.group(1)) * unit));
    }
    new Alone(
            "image of 4 steps, built again, once the command is connected",
            Samples.of(nanos.build().toArray()),
            100)
        .report();
  }

  private String tools() {
    return """
          public static final class Tools implements ImageDefinition {
            @Override
            public Image define() {
              return Image.debianSlim()
                  .mavenInstall("com.fasterxml.jackson.core:jackson-annotations:2.20")
                  .runCommands("echo %d > /stamp", "seq 100000 | sort -r > /sorted")
                  .addLocalFile("words.txt", "/app/words.txt")
                  .runCommands("tr a-z A-Z < /app/words.txt > /app/upper.txt");
            }
          }
        """
        .formatted(steps);
  }

  private long changed(Interleaved.Timed build) throws Exception {
    steps++;
    write();
    return build.nanos();
  }

  private void write() throws IOException {
    Files.writeString(
        source,
        """
        import dev.carafe.annotations.*;

        @App("tooled")
        public class Tooled {
        %s
          @Function(image = Tools.class, scaledownWindow = "5m")
          public static int answer() {
            return %d;
          }
        }
        """
            .formatted(tools(), code));
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM %s
        LABEL bench=%d
        RUN echo %d > /stamp && seq 100000 | sort -r > /sorted
        COPY words.txt /app/words.txt
        RUN tr a-z A-Z < /app/words.txt > /app/upper.txt
        """
            .formatted(base, ProcessHandle.current().pid(), steps));
  }

  private long plainBuild() throws IOException, InterruptedException {
    return Docker.run("build", "--quiet", folder.toString()).nanos();
  }

  private long build() throws IOException, InterruptedException {
    return server.command("image", "build", source.toString());
  }

  private long plainRedeploy() throws IOException, InterruptedException {
    code++;
    Files.writeString(
        folder.resolve("Plain.java"),
        """
        public class Plain {
          public static void main(String[] args) {
            System.out.println(%d);
          }
        }
        """
            .formatted(code));
    Path dockerfile = folder.resolve("Dockerfile");
    String steps = Files.readString(dockerfile);
    Files.writeString(dockerfile, steps + "COPY Plain.java /app/\n");
    try {
      Checkout.Ran built = Docker.run("build", "--quiet", folder.toString());
      return built.nanos()
          + Docker.container(
              "--volume=" + System.getProperty("java.home") + ":/jdk:ro",
              built.said().lines().toList().getLast(),
              "/jdk/bin/java",
              "/app/Plain.java");
    } finally {
      Files.writeString(dockerfile, steps);
    }
  }

  /// Fails where an image was built for it.
  private long redeploy() throws IOException, InterruptedException {
    code++;
    write();
    long start = System.nanoTime();
    Checkout.Ran deployed = server.said("deploy", source.toString());
    while (server.client().function("tooled", "answer").remote(Integer.class) != code) {
      // the old container may be the one that answers
    }
    long took = System.nanoTime() - start;
    if (deployed.said().contains("Building")) {
      throw new IllegalStateException("A change of code built an image: " + deployed.said());
    }
    return took;
  }
}
