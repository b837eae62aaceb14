package dev.carafe.cli.command;

import dev.carafe.cli.output.Humans;
import dev.carafe.cli.output.StatusPrinter;
import dev.carafe.client.Carafe;
import dev.carafe.client.CarafeException;
import dev.carafe.client.control.ServerStatus;
import dev.carafe.client.spi.ConnectOptions;
import dev.carafe.server.ServerException;
import dev.carafe.server.node.EngineChoice;
import dev.carafe.server.node.gpu.GpuInventory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// What `doctor` looks at.
final class Findings {
  private static final String MMDEBSTRAP = "mmdebstrap";
  private static final long LITTLE_SPACE = 2L << 30;

  private Findings() {}

  static List<Finding> of(Shell shell) {
    return List.of(
        java(),
        compiler(),
        dataDirectory(shell.dataDir()),
        server(shell),
        docker(shell),
        base(shell),
        tool(shell, "mvn", "runs Maven project directories as targets", "install Maven 3.9"),
        buckets(shell),
        gpus(shell));
  }

  private static Finding java() {
    Runtime.Version version = Runtime.version();
    return version.feature() >= 25
        ? Finding.good("java", "%s at %s".formatted(version, System.getProperty("java.home")))
        : Finding.failed("java", "%s is too old; install a JDK 25".formatted(version));
  }

  private static Finding compiler() {
    return ToolProvider.getSystemJavaCompiler() == null
        ? Finding.failed("compiler", "this is a JRE; .java targets need a JDK 25")
        : Finding.good("compiler", "compiles .java targets");
  }

  private static Path nearestExisting(Path path) {
    Path parent = path.getParent();
    return parent == null || Files.exists(path) ? path : nearestExisting(parent);
  }

  private static Finding dataDirectory(Path data) {
    Path nearest = nearestExisting(data.toAbsolutePath());
    if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
      return Finding.failed("data", "%s cannot be written; set CARAFE_DATA".formatted(data));
    }
    try {
      long free = Files.getFileStore(nearest).getUsableSpace();
      String words = "%s, %s free".formatted(data, Humans.bytes(free));
      return free < LITTLE_SPACE
          ? Finding.failed("data", words + "; make space or set CARAFE_DATA")
          : Finding.good("data", words);
    } catch (IOException e) {
      return Finding.failed(
          "data", "%s cannot be looked at (%s); set CARAFE_DATA".formatted(data, e.getMessage()));
    }
  }

  private static Finding server(Shell shell) {
    Optional<ConnectOptions> server = shell.server();
    if (server.isEmpty()) {
      return Finding.absent("server", "none runs; start one with carafe server start");
    }
    try (Carafe carafe = Carafe.connect(server.get())) {
      ServerStatus status = carafe.control().status();
      return Finding.good(
          "server",
          "%s, version %s, engine %s"
              .formatted(status.address(), status.version(), status.engine()));
    } catch (CarafeException e) {
      return Finding.failed(
          "server", "%s does not answer: %s".formatted(server.get().address(), e.getMessage()));
    }
  }

  private static Finding docker(Shell shell) {
    try {
      return Finding.good(
          "docker",
          "version %s, where containers live unless you say --engine process"
              .formatted(EngineChoice.dockerVersion(shell.env())));
    } catch (ServerException e) {
      return Finding.absent("docker", "containers are processes without it. " + e.getMessage());
    }
  }

  private static Finding gpus(Shell shell) {
    GpuInventory found = GpuInventory.of(List.of(), shell.env());
    return found.gpus().isEmpty()
        ? Finding.absent(
            "gpus", found.source() + "; fine without GPUs, and --gpus declares some to plan with")
        : Finding.good("gpus", StatusPrinter.gpus(found.summary(), found.source()));
  }

  private static Finding buckets(Shell shell) {
    return EngineChoice.bucketsLack(shell.env())
        .map(lack -> Finding.absent("buckets", "@BucketMount is refused: " + lack))
        .orElseGet(() -> Finding.good("buckets", "s3fs mounts them, through /dev/fuse"));
  }

  private static Finding base(Shell shell) {
    try {
      return EngineChoice.foundDockerBase(shell.env(), shell.dataDir())
          .map(
              base ->
                  Finding.good(
                      "base image", "%s, %s".formatted(base.name(), Humans.bytes(base.bytes()))))
          .orElseGet(() -> Finding.absent("base image", absentBase(shell)));
    } catch (ServerException _) {
      return Finding.absent("base image", "lives in a Docker engine, and none answers");
    }
  }

  private static String absentBase(Shell shell) {
    String have =
        "the first build has it, or carafe image base now: pulled, else made here by mmdebstrap";
    return onPath(shell, MMDEBSTRAP).isPresent()
        ? have
        : have + ", which is not installed: apt-get install mmdebstrap";
  }

  private static Optional<Path> onPath(Shell shell, String name) {
    return Stream.of(shell.env().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Finding tool(Shell shell, String name, String use, String advice) {
    return onPath(shell, name)
        .map(path -> Finding.good(name, "%s, %s".formatted(path, use)))
        .orElseGet(() -> Finding.absent(name, advice));
  }
}
