package dev.carafe.server.containers;

import dev.carafe.protocol.proto.ToAgent;

/// The way to a container's agent. Sending must not block; what cannot be sent is lost, and the
/// link's end is reported.
public interface AgentLink {
  void send(ToAgent message);

  /// Ends the link from this side.
  void close();
}
