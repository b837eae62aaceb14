package dev.carafe.client.transport;

import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.GeneratorItem;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A call that somebody here waits for. Its methods run on the transport's thread, under no lock,
/// and do not block.
interface Pending {
  String id();

  /// The target it goes to; empty for one that is only waited for.
  Optional<DeclaredTarget> target();

  /// What to send on a new stream: itself, and what of it has not ended.
  void sendAgain(Consumer<ClientFrame> stream);

  void inputsEnded(List<InputOutcome> outcomes);

  /// It ended as a whole.
  void ended(Outcome outcome);

  /// Nothing will come any more.
  void lost(LinkException why);

  default void acknowledged() {}

  default void item(GeneratorItem item) {}

  default void credit(int count) {}
}
