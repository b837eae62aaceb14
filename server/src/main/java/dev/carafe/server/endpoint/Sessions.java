package dev.carafe.server.endpoint;

import dev.carafe.server.calls.CallTable;
import dev.carafe.server.containers.ContainerRecord;
import dev.carafe.server.containers.Notices;
import dev.carafe.server.deploy.Apps;
import dev.carafe.server.deploy.Deployments;
import dev.carafe.server.logs.LogBook;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The clients that are connected, or were a moment ago. When one is gone for good its calls are
/// cancelled and its ephemeral apps end.
public final class Sessions implements Notices {
  /// How long a client may be away. A process that was killed is noticed at once, and comes back
  /// never.
  private static final Duration AWAY = Duration.ofSeconds(5);

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Map<String, Session> owners = new ConcurrentHashMap<>();
  private final Apps apps;
  private final CallTable calls;
  private final Deployments deployments;
  private final LogBook logs;
  private final ScheduledExecutorService timer;

  public Sessions(
      Apps apps,
      CallTable calls,
      Deployments deployments,
      LogBook logs,
      ScheduledExecutorService timer) {
    this.apps = apps;
    this.calls = calls;
    this.deployments = deployments;
    this.logs = logs;
    this.timer = timer;
  }

  Session open(String id) {
    return sessions.computeIfAbsent(id, i -> new Session(i, apps));
  }

  Optional<Session> find(String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  /// The session's own app: named by its plain name there, its logs sent along, ended with it.
  void own(Session session, String app, String instance) {
    session.owns(app, instance);
    owners.put(instance, session);
    logs.follow(instance, 0, session::lines);
  }

  void away(Session session, long stream) {
    var _ =
        timer.schedule(
            () -> {
              if (session.isCurrent(stream)) {
                end(session);
              }
            },
            AWAY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  void end(Session session) {
    sessions.remove(session.id, session);
    calls.callerGone(session);
    for (String instance : session.ownInstances()) {
      if (owners.remove(instance, session)) {
        deployments.stopEphemeral(instance);
        logs.forget(instance);
      }
    }
    session.end();
  }

  @Override
  public void starting(ContainerRecord container) {
    Session owner = owners.get(container.pool().app().instance());
    if (owner != null) {
      owner.notice(
          "starting container %s for %s"
              .formatted(container.id(), container.pool().service().name()));
    }
  }
}
