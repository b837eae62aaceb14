package dev.carafe.server.deploy;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.scheduler.core.PoolRow;
import dev.carafe.scheduler.loop.SchedulerLoop;
import dev.carafe.scheduler.store.AppStore;
import dev.carafe.scheduler.store.AppStore.AppVersion;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.server.security.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deploys, rolls back and stops apps. Everything is checked first and durable before anything
/// switches: an error leaves the old version serving.
public final class Deployments {
  private static final Logger log = LoggerFactory.getLogger(Deployments.class);
  private static final Duration LONGEST_SWITCH = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /// What a deploy came to.
  public record Deployed(String app, String instance, long version, boolean unchanged) {}

  private final AppStore store;
  private final Apps apps;
  private final DeploymentCheck check;
  private final SchedulerLoop loop;

  public Deployments(AppStore store, Apps apps, DeploymentCheck check, SchedulerLoop loop) {
    this.store = store;
    this.apps = apps;
    this.check = check;
    this.loop = loop;
  }

  /// Deploys for good, and returns once the new version serves, or the time for that is over.
  public Deployed deploy(DeploymentSpec deployment, boolean recreate, DeployProgress progress)
      throws InterruptedException {
    checked(deployment, progress);
    String json = ModelJson.write(deployment);
    String digest = digest(json);
    String name = deployment.app().name();
    refuseDeveloped(name);
    Optional<AppVersion> serving =
        store.serving().stream().filter(v -> v.app().equals(name)).findFirst();
    if (serving.isPresent() && serving.get().digest().equals(digest)) {
      return new Deployed(name, name, serving.get().version(), true);
    }
    return serve(store.add(name, digest, json, Instant.now(), ""), recreate, progress);
  }

  /// Makes a new version from an old one; 0 means the one before the newest, or the newest of a
  /// stopped app.
  public Deployed rollback(String app, long version, DeployProgress progress)
      throws InterruptedException {
    refuseDeveloped(app);
    List<AppVersion> history = history(app);
    boolean stopped = apps.find(app).isEmpty();
    AppVersion wanted =
        history.stream()
            .filter(
                v ->
                    version == 0
                        ? stopped || v.version() != history.getFirst().version()
                        : v.version() == version)
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        version == 0
                            ? "App %s has one version only: there is none to go back to."
                                .formatted(app)
                            : "App %s has no version %d. It has: %s"
                                .formatted(
                                    app,
                                    version,
                                    String.join(
                                        ", ",
                                        history.stream().map(v -> "v" + v.version()).toList()))));
    checked(ModelJson.read(wanted.deployment(), DeploymentSpec.class), progress);
    AppVersion next =
        store.add(
            app,
            wanted.digest(),
            wanted.deployment(),
            Instant.now(),
            "rollback to v" + wanted.version());
    return serve(next, false, progress);
  }

  /// Deploys for as long as a client's session lasts.
  public Deployed deployEphemeral(
      DeploymentSpec deployment, String session, DeployProgress progress) {
    checked(deployment, progress);
    String instance = deployment.app().name() + "~" + Tokens.name(6);
    apps.serve(new AppInstance(instance, 1, deployment, Instant.now(), session), false);
    log.info("app={} is up for a session", instance);
    return new Deployed(deployment.app().name(), instance, 1, false);
  }

  /// Deploys for as long as a client's session lasts, under the app's plain name; services in
  /// `kept` go on in their containers. Returns once what starts anew serves.
  public Deployed develop(
      DeploymentSpec deployment, String session, Set<String> kept, DeployProgress progress)
      throws InterruptedException {
    checked(deployment, progress);
    String name = deployment.app().name();
    Optional<AppInstance> before = apps.find(name);
    if (before.isPresent() && !before.get().session().equals(session)) {
      throw Refusal.invalid(
          "%s on this server, so it cannot be developed here under that name. Give it another: carafe dev TARGET --name %s-dev, or use a server of its own: --data DIR"
              .formatted(
                  before.get().ephemeral()
                      ? "Somebody else develops app " + name
                      : "App %s is deployed (v%d)".formatted(name, before.get().version()),
                  name));
    }
    long version = before.map(AppInstance::version).orElse(0L) + 1;
    AppInstance app = new AppInstance(name, version, deployment, Instant.now(), session);
    List<Pool> old = apps.serve(app, false, kept);
    log.info("app={} version={} is developed", name, version);
    awaitSwitch(app, old, progress);
    return new Deployed(name, name, version, false);
  }

  /// Images are built here, which takes its time: nothing is deployed for somebody who has left.
  private void checked(DeploymentSpec deployment, DeployProgress progress) {
    check.check(deployment, progress);
    if (progress.isGone()) {
      throw Refusal.invalid(
          "App %s was not deployed, as its client has left.".formatted(deployment.app().name()));
    }
  }

  private void refuseDeveloped(String name) {
    if (apps.find(name).filter(AppInstance::developed).isPresent()) {
      throw Refusal.invalid(
          "App %s is being developed on this server (carafe dev). End that first, or deploy under another name: --name NAME"
              .formatted(name));
    }
  }

  private Deployed serve(AppVersion version, boolean recreate, DeployProgress progress)
      throws InterruptedException {
    AppInstance app = instance(version);
    List<Pool> old = apps.serve(app, recreate);
    log.info("app={} version={} deployed", version.app(), version.version());
    awaitSwitch(app, old, progress);
    return new Deployed(version.app(), version.app(), version.version(), false);
  }

  private void awaitSwitch(AppInstance app, List<Pool> old, DeployProgress progress)
      throws InterruptedException {
    Instant end = Instant.now().plus(LONGEST_SWITCH);
    boolean told = false;
    while (!apps.awaitSwitched(old, LOOK_AGAIN)) {
      if (!told) {
        progress.progress("waiting for the containers of v%d".formatted(app.version()));
        told = true;
      }
      Optional<String> failing = failing(app);
      if (failing.isPresent() || Instant.now().isAfter(end)) {
        progress.warning(
            "v%d is deployed, but the version before serves until its containers are ready%s"
                .formatted(app.version(), failing.map(f -> ": " + f).orElse("")));
        return;
      }
    }
  }

  /// Why the containers of an app's newest version do not start, while that is so.
  public Optional<String> failing(AppInstance app) {
    return loop.snapshot().pools().stream()
        .filter(
            p ->
                apps.pool(p.pool())
                    .filter(known -> known.app().instance().equals(app.instance()))
                    .filter(known -> known.app().version() == app.version())
                    .isPresent())
        .flatMap(p -> p.failing().map(f -> p.service() + " " + f).stream())
        .findFirst();
  }

  /// The rows of an app's pools.
  public List<PoolRow> pools(AppInstance app) {
    return loop.snapshot().pools().stream()
        .filter(
            p ->
                apps.pool(p.pool())
                    .filter(known -> known.app().instance().equals(app.instance()))
                    .isPresent())
        .toList();
  }

  /// All versions of an app, newest first.
  public List<AppVersion> history(String app) {
    List<AppVersion> history = store.history(app);
    if (history.isEmpty()) {
      List<String> names = store.all().stream().map(AppVersion::app).distinct().toList();
      throw Refusal.notFound(
          "There is no app %s. %s"
              .formatted(app, dev.carafe.model.app.NearestNames.sentence(app, names)));
    }
    return history;
  }

  /// Takes a deployed app out of service; where none of that name is, ends the ephemeral ones.
  /// Returns how many containers there were.
  public int stop(String app) {
    Optional<AppInstance> deployed = apps.find(app);
    List<AppInstance> named =
        apps.all().stream()
            .filter(a -> deployed.isPresent() ? a.equals(deployed.get()) : a.name().equals(app))
            .toList();
    int running =
        named.stream().flatMap(a -> pools(a).stream()).mapToInt(PoolRow::containers).sum();
    if (deployed.isEmpty() && !named.isEmpty()) {
      named.forEach(a -> stopEphemeral(a.instance()));
    } else {
      stopDeployed(app);
    }
    return running;
  }

  private void stopDeployed(String app) {
    history(app);
    if (!store.stop(app)) {
      throw Refusal.invalid(
          "App %s is not in service. To bring it back: carafe app rollback %s".formatted(app, app));
    }
    apps.stop(app);
  }

  /// Ends an ephemeral app.
  public void stopEphemeral(String instance) {
    if (apps.stop(instance)) {
      log.info("app={} ends, which was up for a session", instance);
    }
  }

  /// Brings back what served before the server started.
  public void restore() {
    for (AppVersion version : store.serving()) {
      apps.serve(instance(version), false);
    }
  }

  private static AppInstance instance(AppVersion version) {
    return new AppInstance(
        version.app(),
        version.version(),
        ModelJson.read(version.deployment(), DeploymentSpec.class),
        version.at(),
        "");
  }

  private static String digest(String json) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
