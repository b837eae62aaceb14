package dev.carafe.server.node.gpu;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks `nvidia-smi`, which comes with NVIDIA's driver and starts in a fraction of a second.
final class NvidiaSmi {
  static final List<String> QUERY =
      List.of(
          "--query-gpu=index,uuid,name,memory.total,driver_version,mig.mode.current",
          "--format=csv,noheader,nounits");

  /// A driver that must first wake eight devices takes some seconds.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final int FIELDS = 6;

  private NvidiaSmi() {}

  static Search ask(Path nvidiaSmi) {
    List<String> command = new ArrayList<>(List.of(nvidiaSmi.toString()));
    command.addAll(QUERY);
    try {
      ShortCommand.Result result = ShortCommand.run(new ProcessBuilder(command), LIMIT);
      return result.exitCode() == 0
          ? read(result.output())
          : new Search.Nothing(
              "nvidia-smi failed (exit code %d): %s"
                  .formatted(result.exitCode(), oneLine(result.output())));
    } catch (IOException e) {
      return new Search.Nothing("%s cannot be asked: %s".formatted(nvidiaSmi, e.getMessage()));
    }
  }

  /// Reads its answer. Devices that are split into MIG instances are left out: what of them is free
  /// cannot be told by whole devices.
  static Search read(String answer) {
    List<NvidiaDevice> devices = new ArrayList<>();
    String driver = "";
    int split = 0;
    for (String line : answer.strip().lines().toList()) {
      String[] fields = line.split(",", -1);
      if (fields.length != FIELDS) {
        return new Search.Nothing("nvidia-smi says: " + oneLine(answer));
      }
      driver = fields[4].strip();
      if (fields[5].strip().equals("Enabled")) {
        split++;
      } else {
        devices.add(
            new NvidiaDevice(
                fields[0].strip(), fields[1].strip(), fields[2].strip(), mebibytes(fields[3])));
      }
    }
    String left = split == 0 ? "" : ", %d in MIG mode left out".formatted(split);
    return devices.isEmpty()
        ? new Search.Nothing("nvidia-smi lists no GPU" + left)
        : new Search.Found(devices, "nvidia-smi, driver " + driver + left);
  }

  /// `[N/A]` where memory is shared with the processor.
  private static long mebibytes(String field) {
    try {
      return Long.parseLong(field.strip()) << 20;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.isEmpty() ? "nothing" : line.substring(0, Math.min(300, line.length()));
  }
}
