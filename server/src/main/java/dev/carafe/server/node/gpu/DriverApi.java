package dev.carafe.server.node.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Asks CUDA's driver API, in a JVM of its own that runs [DriverProbe]. Slower than `nvidia-smi`,
/// and there wherever CUDA itself is.
final class DriverApi {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private DriverApi() {}

  static Search ask() {
    try {
      Path scratch = Files.createTempDirectory("carafe-jcuda"); // JCuda unpacks its library
      try {
        ShortCommand.Result result = ShortCommand.run(probe(scratch), LIMIT);
        return read(result);
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      return new Search.Nothing("CUDA's driver cannot be asked: " + e.getMessage());
    }
  }

  private static ProcessBuilder probe(Path scratch) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + scratch.resolve("crash.log"),
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + scratch,
            "-cp",
            System.getProperty("java.class.path"),
            DriverProbe.class.getName());
    Map<String, String> environment = builder.environment();
    environment.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID"); // as nvidia-smi counts
    environment.remove("CUDA_VISIBLE_DEVICES");
    environment.remove("JAVA_TOOL_OPTIONS"); // it is announced in the output
    return builder;
  }

  static Search read(ShortCommand.Result result) {
    List<NvidiaDevice> devices = new ArrayList<>();
    String cuda = "";
    for (String line : result.output().lines().toList()) {
      String[] words = line.split("\t", -1);
      if (words[0].equals(DriverProbe.NOTHING) && words.length == 2) {
        return new Search.Nothing(words[1]);
      } else if (words[0].equals(DriverProbe.CUDA) && words.length == 2) {
        cuda = words[1];
      } else if (words[0].equals(DriverProbe.DEVICE) && words.length == 5) {
        devices.add(new NvidiaDevice(words[1], words[2], words[3], Long.parseLong(words[4])));
      }
    }
    if (result.exitCode() != 0) {
      return new Search.Nothing(
          "asking CUDA's driver failed (exit code %d): %s"
              .formatted(
                  result.exitCode(), result.output().lines().findFirst().orElse("no output")));
    }
    return devices.isEmpty()
        ? new Search.Nothing("CUDA's driver lists no device")
        : new Search.Found(devices, "CUDA's driver API, CUDA " + cuda);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
