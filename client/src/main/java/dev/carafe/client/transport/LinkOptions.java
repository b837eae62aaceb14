package dev.carafe.client.transport;

import dev.carafe.protocol.proto.LogLines;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// What a link needs to know. `logs` and `notices` are called on the transport's thread and must
/// not block.
public record LinkOptions(
    Address address,
    Optional<String> token,
    String sessionId,
    String ephemeralApp,
    String container,
    Consumer<LogLines> logs,
    Consumer<String> notices,
    Duration reconnectFor) {}
