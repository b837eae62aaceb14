package dev.carafe.docker.image;

import dev.carafe.model.spi.GpuDevice;
import java.util.List;
import java.util.function.Consumer;

/// Gives steps of images the GPUs that they ask for. Safe for use by many threads.
@FunctionalInterface
public interface StepGpus {

  /// The first of the choices that is free. While others hold all of them it waits, and says so in
  /// `lines`; where there are none it throws [dev.carafe.model.spi.EngineException], which names
  /// the step. No choices: nothing.
  Lent lend(String step, List<String> choices, Consumer<String> lines);

  /// GPUs that nobody else has until they are given back.
  record Lent(List<GpuDevice> devices, Runnable back) implements AutoCloseable {
    public static final Lent NOTHING = new Lent(List.of(), () -> {});

    public Lent {
      devices = List.copyOf(devices);
    }

    @Override
    public void close() {
      back.run();
    }
  }
}
