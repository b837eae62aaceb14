package dev.carafe.testing.journey;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import dev.carafe.annotations.Mount;
import dev.carafe.client.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Keeps files in a Volume.
@App("ledger")
public final class Ledger {
  private Ledger() {}

  /// Writes a file of so many bytes and commits it.
  @Function(volumes = @Mount(volume = "ledger-vol", path = "/ledger"))
  public static void write(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) (i * 31 + bytes);
    }
    Files.write(Path.of("/ledger", name), content);
    Volume.mounted("ledger-vol").commit();
  }

  @Function(volumes = @Mount(volume = "ledger-vol", path = "/ledger"))
  public static long size(String name) throws IOException {
    return Files.size(Path.of("/ledger", name));
  }
}
