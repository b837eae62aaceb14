package dev.carafe.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The process's standard output, which remembers why it took no more: a `PrintStream` above it
/// tells nobody.
public final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private @Nullable IOException failure;

  public StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /// The first failure, unless it was that nobody reads on: that is how readers stop.
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure)
        .filter(e -> !String.valueOf(e.getMessage()).contains("Broken pipe"));
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      remember(e);
      throw e;
    }
  }

  private synchronized void remember(IOException e) {
    failure = failure == null ? e : failure;
  }
}
