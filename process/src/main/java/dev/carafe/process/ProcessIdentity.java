package dev.carafe.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A process that cannot be mistaken for a later one with the same number: `startMark` is the
/// kernel's start time in ticks since boot (clock changes do not move it), or the start instant
/// where there is no `/proc`.
record ProcessIdentity(long pid, String startMark) {

  static Optional<ProcessIdentity> of(long pid) {
    return startMark(pid).map(mark -> new ProcessIdentity(pid, mark));
  }

  static Optional<ProcessIdentity> read(Path file) {
    try {
      String[] words = Files.readString(file).strip().split(" ", 2);
      return Optional.of(new ProcessIdentity(Long.parseLong(words[0]), words[1]));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(half, pid + " " + startMark + "\n");
    Files.move(half, file);
  }

  /// Its handle, while this very process runs.
  Optional<ProcessHandle> alive() {
    return startMark(pid).filter(startMark::equals).flatMap(_ -> ProcessHandle.of(pid));
  }

  private static Optional<String> startMark(long pid) {
    return ProcessTable.exists()
        ? ProcessTable.row(pid)
            .filter(row -> row.state() != 'Z')
            .map(row -> Long.toString(row.startTicks()))
        : ProcessHandle.of(pid).flatMap(p -> p.info().startInstant()).map(Instant::toString);
  }
}
