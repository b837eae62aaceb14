package dev.carafe.server.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.process.AotTraining;
import dev.carafe.process.NoImages;
import dev.carafe.process.ProcessContainerEngine;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.containers.ServerAddress;
import dev.carafe.server.endpoint.ServerState;
import dev.carafe.server.node.EngineChoice;
import dev.carafe.server.node.LocalNode;

/// Where containers live, and what this machine offers them.
final class EngineModule extends AbstractModule {

  @Provides
  @Singleton
  EngineChoice choice(ServerOptions options) {
    return EngineChoice.of(options.engine());
  }

  @Provides
  @Singleton
  Engines engines(EngineChoice choice, ServerOptions options) {
    return new Engines(new ProcessContainerEngine(options.dataDir(), training()), new NoImages());
  }

  @Provides
  ContainerEngine containers(Engines engines) {
    return engines.containers();
  }

  @Provides
  ImageEngine images(Engines engines) {
    return engines.images();
  }

  /// The two sides of the engine that was picked.
  record Engines(ContainerEngine containers, ImageEngine images) {}

  /// A server that lives for a test has no use for caches: `-Dcarafe.aot=off`.
  private static AotTraining training() {
    return System.getProperty("carafe.aot", "").equals("off")
        ? AotTraining.OFF
        : AotTraining.IN_BACKGROUND;
  }

  @Provides
  @Singleton
  NodeSpec node(ServerOptions options) {
    return LocalNode.inventory(options.gpus());
  }

  @Provides
  @Singleton
  ServerAddress address() {
    return new ServerAddress();
  }

  @Provides
  @Singleton
  ServerState state(ServerAddress address, EngineChoice choice, ServerOptions options) {
    return new ServerState(
        address, choice.engine(), choice.reason(), options.dataDir(), options.gpus());
  }
}
