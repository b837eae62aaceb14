package dev.carafe.cli.output;

import dev.carafe.client.control.ServerStatus;
import dev.carafe.protocol.wire.ModelJson;
import java.time.Instant;
import java.util.List;

/// A server's own words about itself.
public final class StatusPrinter {
  private StatusPrinter() {}

  public static void print(Terminal terminal, ServerStatus status, boolean json) {
    if (json) {
      terminal.out().println(ModelJson.write(status));
      return;
    }
    row(terminal, "address", status.address());
    row(terminal, "pid", Long.toString(status.pid()));
    row(terminal, "version", status.version());
    row(terminal, "engine", engine(status.engine(), status.engineReason()));
    row(terminal, "data", status.dataDir());
    row(terminal, "started", Humans.ago(status.started(), Instant.now()));
    row(terminal, "apps", Integer.toString(status.apps()));
    row(terminal, "containers", Integer.toString(status.containers()));
    row(terminal, "gpus", gpus(status.gpus(), status.gpuSource()));
  }

  /// `process – no Docker daemon answers at /var/run/docker.sock`.
  public static String engine(String engine, String reason) {
    return reason.isEmpty() ? engine : engine + " – " + reason;
  }

  /// `H100:2, L4:1 – declared with --gpus`.
  public static String gpus(List<String> gpus, String source) {
    return "%s – %s".formatted(gpus.isEmpty() ? "none" : String.join(", ", gpus), source);
  }

  private static void row(Terminal terminal, String title, String value) {
    terminal.out().println(String.format("%-12s%s", title, value));
  }
}
