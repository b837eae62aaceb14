package dev.carafe.client.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// How to connect, for programs around the client such as the command line and tests. `address` is
/// `host:port` or a URL (`http://` for plain text, `https://` for TLS). A session with an
/// `ephemeralApp` keeps that app alive and gets its log lines and notices, on a thread that must
/// not be blocked. `appNames` turns the name an app's classes give it into the one it is deployed
/// under. `reconnectFor` is how long a broken connection is tried again.
public record ConnectOptions(
    String address,
    Optional<String> token,
    String sessionId,
    Optional<String> ephemeralApp,
    UnaryOperator<String> appNames,
    Consumer<LogEntry> logs,
    Consumer<String> notices,
    Duration reconnectFor) {

  /// A session of its own at `address`, with nothing special.
  public static ConnectOptions to(String address) {
    return new ConnectOptions(
        address,
        Optional.empty(),
        "se-" + UUID.randomUUID(),
        Optional.empty(),
        UnaryOperator.identity(),
        _ -> {},
        _ -> {},
        Duration.ofSeconds(60));
  }

  /// The same with a token.
  public ConnectOptions withToken(String value) {
    return new ConnectOptions(
        address,
        Optional.of(value),
        sessionId,
        ephemeralApp,
        appNames,
        logs,
        notices,
        reconnectFor);
  }

  /// The same, keeping an ephemeral app alive.
  public ConnectOptions withEphemeralApp(
      String app, Consumer<LogEntry> logLines, Consumer<String> words) {
    return new ConnectOptions(
        address, token, sessionId, Optional.of(app), appNames, logLines, words, reconnectFor);
  }

  /// The same, told what a person who waits should know, on a thread that must not be blocked.
  public ConnectOptions withNotices(Consumer<String> words) {
    return new ConnectOptions(
        address, token, sessionId, ephemeralApp, appNames, logs, words, reconnectFor);
  }

  /// The same with apps deployed under other names.
  public ConnectOptions withAppNames(UnaryOperator<String> names) {
    return new ConnectOptions(
        address, token, sessionId, ephemeralApp, names, logs, notices, reconnectFor);
  }

  /// The same with another patience.
  public ConnectOptions withReconnectFor(Duration patience) {
    return new ConnectOptions(
        address, token, sessionId, ephemeralApp, appNames, logs, notices, patience);
  }
}
