package dev.carafe.docker.image;

import dev.carafe.docker.engine.JavaRuntime;
import dev.carafe.model.spi.VolumeAttachment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// What steps are lent in tests.
public final class Lending {
  public static final Supplier<Path> JAVA = JavaRuntime.ofThisUser()::folder;
  static final StepGpus.Lent NO_GPUS = StepGpus.Lent.NOTHING;
  public static final Lender NOTHING = secrets(_ -> Map.of());

  private Lending() {}

  public static Lender secrets(Function<String, Map<String, String>> secrets) {
    return new Lender(secrets, _ -> new Lent(List.of(), () -> {}), (_, _, _) -> NO_GPUS);
  }

  /// Volumes that are these views, and hear of a commit.
  record Lent(List<VolumeAttachment> views, Runnable committed) implements StepVolumes.Lent {
    @Override
    public void commit() {
      committed.run();
    }

    @Override
    public void close() {}
  }
}
