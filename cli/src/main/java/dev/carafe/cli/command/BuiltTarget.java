package dev.carafe.cli.command;

import dev.carafe.cli.output.Style;
import dev.carafe.image.ReadTarget;
import dev.carafe.image.TargetReader;
import java.time.Duration;

/// A target, built and read.
record BuiltTarget(TargetReader reader, ReadTarget target) {

  static BuiltTarget build(Shell shell, String target, TimeReport times) {
    long start = System.nanoTime();
    TargetReader reader = shell.targetReader();
    ReadTarget read = reader.read(target);
    times.add("built", Duration.ofNanos(System.nanoTime() - start));
    return new BuiltTarget(reader, read);
  }

  /// Says what is slow.
  static void progress(Shell shell, String line) {
    shell.terminal().say(shell.terminal().paint(Style.DIM, line));
  }
}
