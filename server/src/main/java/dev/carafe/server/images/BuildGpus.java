package dev.carafe.server.images;

import dev.carafe.docker.image.StepGpus;
import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.EngineException;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.server.node.gpu.GpuInventory;
import dev.carafe.server.security.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// GPUs for steps of images, borrowed of the scheduler: no container has them meanwhile.
public final class BuildGpus implements StepGpus {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final GpuInventory inventory;
  private final Supplier<SchedulerLoop> loop;
  private final Duration patience;

  /// Asks for `loop` when the first step wants a GPU; a step waits for one as long as `patience`.
  public BuildGpus(GpuInventory inventory, Supplier<SchedulerLoop> loop, Duration patience) {
    this.inventory = inventory;
    this.loop = loop;
    this.patience = patience;
  }

  @Override
  public Lent lend(String step, List<String> choices, Consumer<String> lines) {
    if (choices.isEmpty()) {
      return Lent.NOTHING;
    }
    List<GpuRequest> wanted = choices.stream().map(choice -> request(step, choice)).toList();
    requireAny(step, wanted);
    ContainerId borrower = new ContainerId("build-" + Tokens.name(8));
    long end = System.nanoTime() + patience.toNanos();
    Optional<String> held = take(borrower, wanted);
    held.ifPresent(why -> lines.accept("%s is %s".formatted(step, why)));
    while (held.isPresent()) {
      if (System.nanoTime() - end > 0) {
        throw new EngineException(
            "%s had no GPU within %d min, it is %s. Stop what holds it (carafe container stop), or build when it is free."
                .formatted(step, patience.toMinutes(), held.get()));
      }
      pause(step);
      held = take(borrower, wanted);
    }
    List<String> indices = loop.get().query(scheduler -> scheduler.borrowed(borrower));
    return new Lent(
        inventory.devices(indices), () -> loop.get().submit(new Event.GpusReturned(borrower)));
  }

  private static GpuRequest request(String step, String choice) {
    try {
      return GpuRequest.parse(choice);
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          "%s asks for the GPU \"%s\": %s".formatted(step, choice, e.getMessage()), e);
    }
  }

  private void requireAny(String step, List<GpuRequest> wanted) {
    if (wanted.stream().noneMatch(this::has)) {
      throw new EngineException(
          "%s asks for %s, which this machine does not have: it has %s (%s). Change withGpu, or run the server on a machine that has one (carafe server start --gpus declares some)."
              .formatted(
                  step,
                  String.join(" or ", wanted.stream().map(GpuRequest::toString).toList()),
                  inventory.gpus().isEmpty() ? "no GPU" : String.join(", ", inventory.summary()),
                  inventory.source()));
    }
  }

  private boolean has(GpuRequest wanted) {
    return inventory.gpus().stream().filter(gpu -> wanted.accepts(gpu.type())).count()
        >= wanted.count();
  }

  /// Who holds them, if they could not be had.
  private Optional<String> take(ContainerId borrower, List<GpuRequest> wanted) {
    loop.get().submit(new Event.GpusBorrowed(borrower, wanted));
    return loop.get()
        .query(
            scheduler ->
                scheduler.borrowed(borrower).isEmpty()
                    ? Optional.of(scheduler.heldGpus(wanted, System.currentTimeMillis()))
                    : Optional.empty());
  }

  private static void pause(String step) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("%s was interrupted while it waited for a GPU".formatted(step), e);
    }
  }
}
