package dev.carafe.cli.command;

import dev.carafe.cli.output.Humans;
import dev.carafe.client.Carafe;
import dev.carafe.client.FreedSpace;
import dev.carafe.model.app.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Collects what no Volume needs.
@Command(
    name = "gc",
    description = {
      "Remove content that nothing needs any more; the server does so every hour by itself.",
      "What a kept version, a container, an app or a call needs stays, and so does what was"
          + " uploaded or asked for of late.",
      "All versions of a Volume are kept until --keep forgets the older ones of one Volume."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  carafe volume gc",
      "  carafe volume gc model-weights-vol --keep 10   its 10 newest versions stay"
    })
final class VolumeGcCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "VOLUME",
      arity = "0..1",
      description = "With --keep: the Volume whose older versions are forgotten.")
  Optional<String> volume = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Forget all but the N newest versions of the Volume.")
  Optional<Integer> keep = Optional.empty();

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description =
          "Spare what was uploaded or asked for within this time; 10m at least, 6h when left out.")
  Optional<String> grace = Optional.empty();

  @Mixin HelpOption help = new HelpOption();
  @Mixin VerboseOption verbose = new VerboseOption();

  private final Shell shell;

  VolumeGcCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (volume.isPresent() != keep.isPresent()) {
      throw new UsageException("Give both a Volume and --keep N, or neither.");
    }
    if (keep.isPresent() && keep.get() < 1) {
      throw new UsageException("Keep at least 1 version, not %d.".formatted(keep.get()));
    }
    Optional<Duration> spared = grace.map(VolumeGcCommand::duration);
    try (Carafe server = shell.connect()) {
      if (volume.isPresent() && keep.isPresent()) {
        FreedSpace freed = server.volumes().keepNewest(volume.get(), keep.get());
        shell
            .terminal()
            .say(
                "Forgot %s of %s."
                    .formatted(Humans.count(freed.versions(), "version"), volume.get()));
        say(spared.map(server.volumes()::collect).orElse(freed));
      } else {
        say(spared.map(server.volumes()::collect).orElseGet(() -> server.volumes().collect()));
      }
    }
    return 0;
  }

  private void say(FreedSpace freed) {
    List<String> gone = new ArrayList<>();
    gone.add(
        "%s in %s".formatted(Humans.bytes(freed.bytes()), Humans.count(freed.blobs(), "blob")));
    if (freed.laidOut() > 0) {
      gone.add(Humans.count(freed.laidOut(), "laid-out version"));
    }
    if (freed.brokenUploads() > 0) {
      gone.add("leftovers of %s".formatted(Humans.count(freed.brokenUploads(), "broken upload")));
    }
    shell.terminal().say("Freed %s.".formatted(String.join(", ", gone)));
    String since = Humans.duration(freed.grace());
    if (freed.tooEarly()) {
      shell
          .terminal()
          .say(
              "The server started less than %s ago, so no content was removed: uploads that began before may go on. Try again later, or with a shorter --grace."
                  .formatted(since));
    } else {
      shell.terminal().say("What was uploaded or asked for within %s was spared.".formatted(since));
    }
  }

  private static Duration duration(String typed) {
    try {
      return Durations.parse(typed);
    } catch (IllegalArgumentException e) {
      throw new UsageException("\"%s\" is no time; write 10m or 6h.".formatted(typed));
    }
  }
}
